package io.trueup.demo.aws;

import io.trueup.demo.host.Cloud;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.CloudFormationException;
import software.amazon.awssdk.services.cloudformation.model.StackResource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsResponse;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;

/** What a deployment's stacks can't remove: the objects in buckets, the tables of its versions. */
record Leftovers(String name, Region region) implements Removal.Contents {

  /** Whether there is no data stack. */
  boolean isEmpty() {
    try (CloudFormationClient stacks =
        Cloud.client(CloudFormationClient.builder(), region).build()) {
      return resources(stacks).isEmpty();
    }
  }

  @Override
  public void empty() {
    try (CloudFormationClient stacks =
            Cloud.client(CloudFormationClient.builder(), region).build();
        S3Client objects = Cloud.client(S3Client.builder(), region).build()) {
      for (StackResource resource : resources(stacks)) {
        if (resource.resourceType().equals("AWS::S3::Bucket")) {
          empty(objects, resource.physicalResourceId());
        }
      }
    }
  }

  private List<StackResource> resources(CloudFormationClient stacks) {
    try {
      String stack = "Trueup-%s-data".formatted(name);
      return stacks.describeStackResources(call -> call.stackName(stack)).stackResources();
    } catch (CloudFormationException e) {
      if (e.statusCode() == 400 && String.valueOf(e.getMessage()).contains("does not exist")) {
        return List.of();
      }
      throw e;
    }
  }

  private static void empty(S3Client objects, String bucket) {
    for (ListObjectVersionsResponse page :
        objects.listObjectVersionsPaginator(call -> call.bucket(bucket))) {
      List<ObjectIdentifier> found = new ArrayList<>();
      page.versions().forEach(it -> found.add(identifier(it.key(), it.versionId())));
      page.deleteMarkers().forEach(it -> found.add(identifier(it.key(), it.versionId())));
      if (!found.isEmpty()) {
        objects.deleteObjects(call -> call.bucket(bucket).delete(all -> all.objects(found)));
      }
    }
  }

  private static ObjectIdentifier identifier(String key, String version) {
    return ObjectIdentifier.builder().key(key).versionId(version).build();
  }

  @Override
  public void removeTables() {
    try (DynamoDbClient tables = Cloud.client(DynamoDbClient.builder(), region).build()) {
      tables.listTablesPaginator().tableNames().stream()
          .filter(
              table ->
                  table.startsWith("trueup-%s-v-".formatted(name))
                      || table.equals("trueup-%s-catalog".formatted(name)))
          .toList()
          .forEach(table -> tables.deleteTable(call -> call.tableName(table)));
    }
  }
}
