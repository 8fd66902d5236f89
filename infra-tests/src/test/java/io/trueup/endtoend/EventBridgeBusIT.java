package io.trueup.endtoend;

import io.trueup.aws.EventBridgeBus;
import io.trueup.demo.host.Checkout;
import io.trueup.demo.host.Cloud;
import io.trueup.demo.host.LocalStack;
import io.trueup.port.Bus;
import io.trueup.port.BusContract;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;

/** The EventBridge of LocalStack, by which tests without it have a bus in memory. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class EventBridgeBusIT extends BusContract {

  private static @Nullable LocalStack localStack;
  private static int listeners;

  private @Nullable Listener listener;

  @BeforeAll
  static void start() {
    Checkout checkout = new Checkout(Path.of(System.getProperty("trueup.checkout")));
    Path instance = checkout.instance("event-bridge-it");
    LocalStack.setUp(checkout, instance);
    localStack = LocalStack.start(checkout, instance, OptionalInt.empty());
  }

  @AfterAll
  static void stop() {
    if (localStack != null) {
      localStack.close();
    }
  }

  @BeforeEach
  void listen() {
    listener = Listener.on(stack().endpoint(), "listener-" + listeners++);
  }

  @AfterEach
  void end() {
    Objects.requireNonNull(listener).close();
  }

  @Override
  protected Bus bus() {
    return new EventBridgeBus(
        Cloud.configured(EventBridgeClient.builder(), stack().endpoint()).build(), "default");
  }

  @Override
  protected List<Bus.Notice> heard(int count) {
    return Objects.requireNonNull(listener).heard(count);
  }

  private static LocalStack stack() {
    return Objects.requireNonNull(localStack);
  }
}
