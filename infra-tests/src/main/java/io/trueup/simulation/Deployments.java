package io.trueup.simulation;

import io.trueup.definition.Pipeline;
import io.trueup.port.Table;
import io.trueup.store.InForce;
import io.trueup.store.Library;
import io.trueup.store.Tenure;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What is deployed in a history, and changed in flight: the definition that the true-up comes with.
 * The functions that a deployment starts say so, each for itself, and may die over it.
 */
final class Deployments {

  private static final int MOST = 3;

  private final Scheduler scheduler;
  private final Faults faults;
  private final Cloud cloud;
  private Shop deployed = Shops.FIRST;
  private Shop before = Shops.FIRST;
  private int calls;

  Deployments(Scheduler scheduler, Faults faults, Cloud cloud) {
    this.scheduler = scheduler;
    this.faults = faults;
    this.cloud = cloud;
    InForce.establish(cloud.controlSeen(), inForce(Shops.FIRST), scheduler.now());
  }

  /** Changes the definition now and then within some milliseconds. */
  void begin(Dice dice, int length) {
    for (int i = 0; i < MOST; i++) {
      String name = "deploy-" + i;
      int after = dice.from(0, length / 2);
      Shop next = dice.any(Shops.ALL);
      if (faults.happens(Fault.CHANGED, name, i == 0 ? 1 : 0.4)) {
        scheduler.after(after, () -> deploy(name, next));
      }
    }
  }

  private void deploy(String name, Shop next) {
    before = deployed;
    deployed = next;
    Runnable start =
        () -> InForce.establish(cloud.control(), inForce(next), scheduler.clock().millis());
    scheduler.begin(new Actor(name, Actor.Frailty.LIFE, start, ending -> {}));
  }

  Shop deployed() {
    return deployed;
  }

  /** The definition of a worker that is called: shortly after a change it may be an older one. */
  InForce called() {
    boolean old = faults.happens(Fault.OLD_WORKER, "worker " + calls++, 0.1);
    return inForce(old ? before : deployed);
  }

  /** The definitions as functions find them: each read takes its turn, and may go wrong. */
  Library library() {
    Table control = cloud.control();
    Supplier<InForce> inForce =
        () ->
            InForce.read(control)
                .orElseThrow(() -> new Wrong("what was in force is there no more"));
    return new Library(inForce, this::load);
  }

  private Pipeline load(Tenure tenure) {
    Shop shop = Shops.of(Optional.of(tenure.fingerprint()));
    try (InputStream zipped = cloud.objects(Cloud.ASSETS).read(shop.object())) {
      if (zipped.readAllBytes().length == 0) {
        throw new Wrong("%s is empty".formatted(shop.object()));
      }
      return shop.pipeline();
    } catch (IOException impossible) {
      throw new UncheckedIOException("read of a model", impossible);
    }
  }

  private static InForce inForce(Shop shop) {
    return InForce.first(
        History.EPOCH, shop.fingerprint(), "s3://%s/%s".formatted(Cloud.ASSETS, shop.object()));
  }
}
