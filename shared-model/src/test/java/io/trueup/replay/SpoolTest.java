package io.trueup.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

class SpoolTest {

  private final Orders orders = Orders.of(7).consumed();

  @Test
  void folder_onDisk_isItsOwnersAlone() throws IOException {
    try (Spool spool = new Spool(orders.archive, Orders.EPOCHS, any -> {})) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(spool.folder())))
          .isEqualTo("rwx------");
    }
  }

  @Test
  void close_threadInterrupted_removesTheFolder() {
    Spool spool = new Spool(orders.archive, Orders.EPOCHS, any -> {});
    try (spool) {
      spool.fill(orders.archive.list("archive/"), any -> true);
      Stretch any = spool.stretches().iterator().next();
      Thread.currentThread().interrupt();

      assertThatThrownBy(() -> spool.lines(any)).isInstanceOf(CancellationException.class);
      assertThatThrownBy(() -> spool.fill(orders.archive.list("archive/"), it -> true))
          .isInstanceOf(CancellationException.class);
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
    assertThat(spool.folder()).doesNotExist();
  }
}
