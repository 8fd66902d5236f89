package io.trueup.notice;

import io.trueup.store.Json;
import io.trueup.store.Version;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A swap of a deployment's pointer: by which run or call, to which version, and the generation that
 * began with it.
 */
public record Swap(
    String deployment, String pipeline, String run, Version version, long generation) {

  /**
   * What every notice begins with. Its {@code id} follows from this swap and what else tells one
   * notice of it from another, so that one that is put again has the same.
   */
  Map<String, Object> detail(List<@Nullable Object> told) {
    List<@Nullable Object> identity = new ArrayList<>();
    identity.add(deployment);
    identity.add(run);
    identity.add(version.id());
    identity.add(generation);
    identity.addAll(told);
    byte[] name = Json.write(identity).getBytes(StandardCharsets.UTF_8);
    Map<String, Object> detail = new LinkedHashMap<>();
    detail.put("v", 1);
    detail.put("id", UUID.nameUUIDFromBytes(name).toString());
    detail.put("deployment", deployment);
    detail.put("pipeline", pipeline);
    detail.put("run", run);
    detail.put("version", version.id());
    detail.put("generation", generation);
    return detail;
  }
}
