package io.trueup.port;

import java.util.List;

class MemoryBusTest extends BusContract {

  private final MemoryBus bus = new MemoryBus();

  @Override
  protected Bus bus() {
    return bus;
  }

  @Override
  protected List<Bus.Notice> heard(int count) {
    return bus.taken();
  }
}
