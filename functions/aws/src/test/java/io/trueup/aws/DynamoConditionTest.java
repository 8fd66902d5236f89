package io.trueup.aws;

import io.trueup.port.ConditionContract;
import io.trueup.port.Table;

class DynamoConditionTest extends ConditionContract {
  @Override
  protected Table open() {
    return LocalDynamo.table();
  }
}
