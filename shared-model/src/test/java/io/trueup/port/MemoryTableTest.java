package io.trueup.port;

class MemoryTableTest extends TableContract {
  @Override
  protected Table open() {
    return new MemoryTable();
  }
}
