package io.trueup.port;

class MemoryConditionTest extends ConditionContract {
  @Override
  protected Table open() {
    return new MemoryTable();
  }
}
