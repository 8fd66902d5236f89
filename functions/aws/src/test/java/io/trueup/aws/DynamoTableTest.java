package io.trueup.aws;

import io.trueup.port.Table;
import io.trueup.port.TableContract;

class DynamoTableTest extends TableContract {
  @Override
  protected Table open() {
    return LocalDynamo.table();
  }
}
