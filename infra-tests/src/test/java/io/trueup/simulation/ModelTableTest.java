package io.trueup.simulation;

import io.trueup.port.Table;
import io.trueup.port.TableContract;

class ModelTableTest extends TableContract {

  @Override
  protected Table open() {
    return Opened.table();
  }
}
