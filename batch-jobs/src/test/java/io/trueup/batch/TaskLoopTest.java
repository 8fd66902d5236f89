package io.trueup.batch;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.util.concurrent.Uninterruptibles;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class TaskLoopTest {

  private static final TaskLoop.Pauses SHORT =
      new TaskLoop.Pauses(Duration.ofMillis(1), Duration.ofMillis(1));

  private final FakeActivity activity = new FakeActivity();

  @Test
  void serve_aTaskThatFails_isAnsweredAndTheNextOneServed() {
    activity.inputs.addAll(List.of("bad", "good"));
    TaskLoop loop =
        loop(
            input -> {
              if (input.equals("bad")) {
                throw new IllegalStateException("no such bucket");
              }
              return "{}";
            });
    activity.whenEmpty = () -> loop.stop(Duration.ZERO);

    loop.serve();

    assertThat(activity.answers).hasSize(2);
    assertThat(activity.answers.get(0))
        .startsWith("fail bad IllegalStateException")
        .contains("no such bucket");
    assertThat(activity.answers.get(1)).isEqualTo("succeed good {}");
  }

  @Test
  void serve_pollsAndAnswersThatFail_goesOn() {
    activity.inputs.addAll(List.of("poll fails", "answer fails", "good"));
    TaskLoop loop = loop(input -> "{}");
    activity.whenEmpty = () -> loop.stop(Duration.ZERO);

    loop.serve();

    assertThat(activity.answers).containsExactly("succeed good {}");
  }

  @Test
  void serve_taskLost_cancelsTheWork() {
    activity.inputs.add("lost");
    CountDownLatch canceled = new CountDownLatch(1);
    TaskLoop loop =
        new TaskLoop(
            activity,
            new TaskLoop.Work() {
              @Override
              public String run(String input) {
                await(canceled);
                throw new IllegalStateException("canceled");
              }

              @Override
              public void cancel() {
                canceled.countDown();
              }
            },
            SHORT);
    activity.whenEmpty = () -> loop.stop(Duration.ZERO);

    loop.serve();

    assertThat(activity.answers).singleElement().asString().contains("canceled");
  }

  @Test
  void serve_taskLostAfterItHasEnded_theNextOneGoesOn() {
    activity.inputs.addAll(List.of("lost late", "next"));
    AtomicInteger canceled = new AtomicInteger();
    TaskLoop loop =
        new TaskLoop(
            activity,
            new TaskLoop.Work() {
              @Override
              public String run(String input) {
                if (input.equals("next")) {
                  activity.nextBegun.countDown();
                }
                await(input.equals("next") ? activity.nextBeat : activity.lateBeat);
                return "{}";
              }

              @Override
              public void cancel() {
                canceled.incrementAndGet();
              }
            },
            SHORT);
    activity.whenEmpty = () -> loop.stop(Duration.ZERO);

    loop.serve();

    assertThat(activity.answers).containsExactly("succeed lost late {}", "succeed next {}");
    assertThat(canceled).hasValue(0);
  }

  @Test
  void stop_whileWorking_cancelsAnswersAndTakesNoMore() throws InterruptedException {
    activity.inputs.addAll(List.of("running", "never taken"));
    CountDownLatch running = new CountDownLatch(1);
    CountDownLatch canceled = new CountDownLatch(1);
    TaskLoop loop =
        new TaskLoop(
            activity,
            new TaskLoop.Work() {
              @Override
              public String run(String input) {
                running.countDown();
                await(canceled);
                throw new IllegalStateException("canceled");
              }

              @Override
              public void cancel() {
                canceled.countDown();
              }
            },
            SHORT);
    Thread serving = new Thread(loop::serve);
    serving.start();
    await(running);

    loop.stop(Duration.ofSeconds(20));

    assertThat(activity.answers).singleElement().asString().startsWith("fail running");
    serving.join();
    assertThat(activity.inputs).containsExactly("never taken");
  }

  private TaskLoop loop(UnaryOperator<String> work) {
    return new TaskLoop(
        activity,
        new TaskLoop.Work() {
          @Override
          public String run(String input) {
            return work.apply(input);
          }

          @Override
          public void cancel() {}
        },
        SHORT);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException interrupted) {
      throw new IllegalStateException(interrupted);
    }
  }

  /** Tasks in a queue; the input of a task is its token. */
  private static final class FakeActivity implements Activity {
    private final Deque<String> inputs = new ArrayDeque<>();
    private final List<String> answers = Collections.synchronizedList(new ArrayList<>());
    private final CountDownLatch lateBeat = new CountDownLatch(1);
    private final CountDownLatch nextBegun = new CountDownLatch(1);
    private final CountDownLatch nextBeat = new CountDownLatch(1);
    private Runnable whenEmpty = () -> {};

    @Override
    public Optional<Task> poll() {
      if (inputs.isEmpty()) {
        whenEmpty.run();
        return Optional.empty();
      }
      String input = inputs.remove();
      if (input.equals("poll fails")) {
        throw new IllegalStateException(input);
      }
      return Optional.of(new Task(input, input));
    }

    @Override
    public Standing heartbeat(Task task) {
      if (task.token().equals("lost late")) {
        lateBeat.countDown();
        Uninterruptibles.awaitUninterruptibly(nextBegun);
        return Standing.LOST;
      }
      if (task.token().equals("next")) { // On the one thread that beats: the late one is over.
        nextBeat.countDown();
      }
      return task.token().equals("lost") ? Standing.LOST : Standing.HELD;
    }

    @Override
    public void succeed(Task task, String output) {
      if (task.token().equals("answer fails")) {
        throw new IllegalStateException("answer");
      }
      answers.add("succeed " + task.token() + " " + output);
    }

    @Override
    public void fail(Task task, String error, String cause) {
      answers.add("fail " + task.token() + " " + error + " " + cause);
    }
  }
}
