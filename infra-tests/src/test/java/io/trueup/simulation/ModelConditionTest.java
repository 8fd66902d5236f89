package io.trueup.simulation;

import io.trueup.port.ConditionContract;
import io.trueup.port.Table;

class ModelConditionTest extends ConditionContract {

  @Override
  protected Table open() {
    return Opened.table();
  }
}
