package io.trueup.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeploymentTest {

  private static final String CERTIFICATE =
      """
      {"generation":2,"version":"v2","cut":"2026-11-01T11:00:00Z","as_of":"2026-11-01T11:59:58Z",\
      "cross_checked":true,"lost":0,"pinned":false,"complete":true}\
      """;

  @TempDir private Path folder = Path.of("");
  private FakeCloud cloud = new FakeCloud();

  DeploymentTest() throws IOException {}

  @BeforeEach
  void deploy() {
    cloud.deployed("shop");
  }

  @AfterEach
  void close() {
    cloud.close();
  }

  private Cli.Result run(String... arguments) {
    return new Cli(folder, cloud.environment()).run(arguments);
  }

  private static String row(String bucket, String measures) {
    return "{\"bucket\":\"%s\",\"exact\":%s}".formatted(bucket, measures);
  }

  @Test
  void query_oneKey_showsRowsAndCertificate() {
    cloud.answer(
        "/v1/views/by_store?store=a%7Cb%20%F0%9F%98%80&every=1h&from=2026-11-01",
        200,
        """
        {"view":"by_store","every":"1h","key":{"store":"a|b 😀"},"certificate":%s,"rows":[%s,%s]}\
        """
            .formatted(
                CERTIFICATE,
                row("2026-11-01T10:00:00Z", "true,\"sales\":12,\"amount_mean\":2.123456"),
                row("2026-11-01T11:00:00Z", "false,\"sales\":3,\"amount_mean\":null")));

    Cli.Result result =
        run("query", "by_store", "store=a|b 😀", "--every", "1h", "--from", "2026-11-01");

    assertThat(result.err()).isEmpty();
    assertThat(result.out())
        .isEqualTo(
            """
            by_store, every 1h, 2 rows
              bucket                store  sales  amount_mean
              2026-11-01T10:00:00Z  a|b 😀     12       2.1235  exact
              2026-11-01T11:00:00Z  a|b 😀      3            -  live
            as of 2026-11-01T11:59:58Z; version v2, cut 2026-11-01T11:00:00Z, cross-checked; generation 2
            """);
  }

  @Test
  void query_all_followsPagesAndJoinsThem() {
    String page = "{\"view\":\"v\",\"every\":\"1h\",\"certificate\":%s,\"rows\":[%s]%s}";
    cloud.answer(
        "/v1/views/v",
        200,
        page.formatted(
            CERTIFICATE,
            row("2026-11-01T10:00:00Z", "true,\"key\":{\"k\":\"a\"},\"n\":1.50"),
            ",\"next\":\"p2\""));
    cloud.answer(
        "/v1/views/v?page=p2",
        200,
        page.formatted(
            CERTIFICATE, row("2026-11-01T10:00:00Z", "true,\"key\":{\"k\":null},\"n\":2"), ""));

    assertThat(run("query", "v").out()).contains("1 rows", "There are more: --all reads them.");
    assertThat(run("query", "v", "--all").out())
        .contains("v, every 1h, 2 rows")
        .contains("  null  ");
    assertThat(run("query", "v", "--all", "--json").out())
        .contains("\"n\":1.50}", "\"n\":2}")
        .doesNotContain("next");
  }

  @Test
  void query_viewThatIsNot_saysWhichThereAre() {
    cloud.answer(
        "/v1/views/nope",
        404,
        """
        {"type":"about:blank","title":"No such resource","status":404,"field":"view",\
        "detail":"pipeline 'shop' has no view 'nope'","allowed":["by_store"]}\
        """);

    Cli.Result result = run("query", "nope");

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err())
        .isEqualTo(
            "trueup query: No such resource: pipeline 'shop' has no view 'nope', expected one of"
                + " by_store\n");
  }

  @Test
  void query_keyThatIsNot_saysSoAndHowToFindThoseThatAre() {
    cloud.answer(
        "/v1/views/by_store?store=nowhere",
        200,
        """
        {"view":"by_store","every":"1h","key":{"store":"nowhere"},"certificate":%s,"rows":[]}\
        """
            .formatted(CERTIFICATE));

    Cli.Result result = run("query", "by_store", "store=nowhere");

    assertThat(result.exitCode()).isZero();
    assertThat(result.out())
        .isEqualTo(
            """
            by_store, every 1h, 0 rows
            No event counts here, with store=nowhere. 'trueup keys by_store' lists the keys that there are.
            as of 2026-11-01T11:59:58Z; version v2, cut 2026-11-01T11:00:00Z, cross-checked; generation 2
            """);
  }

  @Test
  void query_fromAfterTo_saysWhatTheApiSays() {
    cloud.answer(
        "/v1/views/v?from=2026-11-02&to=2026-11-01",
        400,
        """
        {"type":"about:blank","title":"Bad parameter","status":400,"field":"to",\
        "detail":"to is 2026-11-01, expected after from"}\
        """);

    Cli.Result result = run("query", "v", "--from", "2026-11-02", "--to", "2026-11-01");

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err())
        .isEqualTo("trueup query: Bad parameter: to is 2026-11-01, expected after from\n");
  }

  @Test
  void query_keyWithoutSign_saysWhatIsExpected() {
    Cli.Result result = run("query", "v", "ATL");

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err())
        .isEqualTo("trueup query: 'ATL', expected DIMENSION=VALUE, as origin=ATL\n");
  }

  @Test
  void find_noSuchStack_namesThoseThatThereAre() {
    Cli.Result result = run("status", "--name", "nope");

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.err())
        .isEqualTo(
            "trueup status: no stack Trueup-nope-compute in us-east-1, expected one of shop\n");
  }

  @Test
  void find_severalStacks_asksForAName() {
    cloud.deployed("other");

    assertThat(run("status").err())
        .isEqualTo(
            "trueup status: 2 deployments in us-east-1 (other, shop): name one with --name\n");
  }

  @Test
  void find_wrongCredentials_saysSo() {
    cloud.takingNoCredentials();

    Cli.Result result = run("keys", "by_store");

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.err())
        .isEqualTo(
            "trueup keys: AWS does not take the credentials (InvalidClientTokenId: The security"
                + " token included in the request is invalid.): `aws sts get-caller-identity` shows"
                + " whose they are\n");
  }

  @Test
  void find_noDemo_saysHowToStartOne() {
    Cli.Result result = run("status", "--demo");

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.err())
        .startsWith("trueup status: no demo was kept here: scripts/demo --keep starts one");
  }

  @Test
  void keys_pages_listsAll() {
    cloud.answer(
        "/v1/views/by_store/keys",
        200,
        "{\"view\":\"by_store\",\"keys\":[{\"store\":\"x\"}],\"next\":\"k\",\"certificate\":{}}");
    cloud.answer(
        "/v1/views/by_store/keys?page=k",
        200,
        "{\"view\":\"by_store\",\"keys\":[{\"store\":null}],\"certificate\":{}}");

    assertThat(run("keys", "by_store").out()).isEqualTo("by_store, 2 keys\n  store\n  x\n  null\n");
  }

  @Test
  void versions_servedAndKept_areListed() {
    cloud.answer(
        "/v1/versions",
        200,
        """
        {"generation":3,"pinned":true,"versions":[
         {"id":"v1","cut":"2026-11-01T10:00:00Z","cross_checked":true,"lost":0,"served":true,
          "segments":[{"table":"t","from":0,"to":9}]},
         {"id":"v2","cut":"2026-11-01T11:00:00Z","cross_checked":false,"lost":2,"divergence":0.0025,"served":false,"segments":[]}]}\
        """);

    assertThat(run("versions").out())
        .isEqualTo(
            """
            generation 3, pinned by a rollback: true-ups wait for `trueup resume`
              version  cut                   cross-checked  lost  divergence  segments
              v1       2026-11-01T10:00:00Z  yes               0           -         1  served
              v2       2026-11-01T11:00:00Z  no                2      0.0025         0  kept
            """);
  }

  @Test
  void trueUp_wait_followsItsStatesToTheEnd() {
    cloud.entering("Recompute", "{}");
    Cli.Result result = run("true-up", "--wait");

    assertThat(result.err()).contains("ChooseCut", "Done");
    assertThat(result.out())
        .isEqualTo("succeeded arn:cli-20261101T120000\n{\"outcome\":\"swapped\"}\n");
  }

  @Test
  void trueUp_waitWhileItAsks_saysWhyAndHowToAnswer() {
    cloud.entering("Ask", "{\"outcome\":\"ask\",\"why\":\"divergence 0.5\"}");

    assertThat(run("true-up", "--wait").err())
        .containsOnlyOnce("waits for a person: divergence 0.5")
        .containsOnlyOnce("`trueup approve cli-20261101T120000`")
        .containsOnlyOnce("`trueup reject cli-20261101T120000`");
  }

  @Test
  void rollback_keptVersion_invokesTheStep() {
    cloud.invocation("{\"outcome\":\"swapped\",\"generation\":4}");

    assertThat(run("rollback", "v1").out())
        .isEqualTo(
            "version v1 is served again as generation 4, and pinned until `trueup resume`\n");
    assertThat(cloud.invoked().toString())
        .isEqualTo(
            "[{\"version\":\"v1\",\"step\":\"rollback\",\"run\":\"rollback-20261101T120000\"}]");
    assertThat(run("resume").out())
        .isEqualTo("the next true-up serves a new version again (generation 4)\n");
  }

  @Test
  void rollback_versionThatIsNotKept_namesThoseThatAre() {
    cloud.invocation("{\"outcome\":\"unknown\",\"kept\":[\"v1\",\"v0\"]}");

    Cli.Result result = run("rollback", "v9");

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err())
        .isEqualTo("trueup rollback: no version 'v9' is kept, expected one of v1, v0\n");
  }

  @Test
  void resume_stepThatFails_saysWhatItSaid() {
    cloud.invocation("{\"errorMessage\":\"a true-up is running\"}");

    Cli.Result result = run("resume");

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.err()).isEqualTo("trueup resume: resume failed: a true-up is running\n");
  }

  @Test
  void diff_newestRun_showsTotalsCausesAndOffenders() {
    cloud.object("runs/demo-1/1/report.json", report("demo-1", "\"divergence\":null"));
    cloud.object("runs/demo-2/1/report.json", report("demo-2", DIVERGENCE));
    cloud.object("runs/demo-2/1/other.json", "{}");

    assertThat(run("diff").out())
        .isEqualTo(
            """
            run demo-2, attempt 1: loaded, cut 9
            epochs 4 to 9: compared 7 of 8 (shard, epoch)s
            1,200 numbers, 3 differ: divergence 0.0025
            layer speed: the hot deltas are wrong

              cause                 numbers  records
              unexplained                 3        -
              repeat_across_shards        8        2

              cause        view      key    bucket                measure  live  exact  shard  epoch
              unexplained  by_store  ["x"]  2026-11-01T10:00:00Z  amount      3      2  s1         5
            """);
    assertThat(run("diff", "demo-1").out())
        .isEqualTo("run demo-1, attempt 1: loaded, cut 9\nno live numbers were compared\n");
    assertThat(run("diff", "--json").out()).contains("\"share\":\"0.0025\"");
  }

  @Test
  void diff_archiveLacksRecords_showsWhere() {
    cloud.object(
        "runs/demo-1/1/report.json",
        report(
            "demo-1",
            """
            "divergence":null,"missing_count":2,"missing":[
             {"shard":"s1","epoch":5,"expected":12,"found":9},
             {"shard":"s2","epoch":6,"expected":1,"found":0}]"""));

    assertThat(run("diff").out())
        .isEqualTo(
            """
            run demo-1, attempt 1: loaded, cut 9
            the archive is not what its ledger says in 2 (shard, epoch)s:

              shard  epoch  expected  found
              s1         5        12      9
              s2         6         1      0

            no live numbers were compared
            """);
  }

  @Test
  void diff_runWithoutReport_namesThoseThatHaveOne() {
    assertThat(run("diff").err())
        .isEqualTo("trueup diff: no run has left a report yet: `trueup true-up` starts one\n");
    cloud.object("runs/demo-1/1/report.json", report("demo-1", DIVERGENCE));

    Cli.Result result = run("diff", "demo-9");

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err())
        .isEqualTo("trueup diff: no run 'demo-9' has left a report, expected one of [demo-1]\n");
  }

  @Test
  void approveAndReject_waitingRun_invokeTheStep() {
    cloud.invocation("{\"outcome\":\"approved\",\"run\":\"r1\"}");
    assertThat(run("approve", "r1").out()).isEqualTo("run r1 goes on and serves its version\n");
    cloud.invocation("{\"outcome\":\"rejected\",\"run\":\"r1\"}");
    assertThat(run("reject", "r1", "--reason", "wrong feed").out())
        .isEqualTo("run r1 ends, and its version is not served\n");
    assertThat(cloud.invoked())
        .extracting(each -> each.path("step") + " " + each.path("version") + each.path("reason"))
        .containsExactly("\"approve\" \"r1\"\"\"", "\"reject\" \"r1\"\"wrong feed\"");
  }

  @Test
  void approveAndReject_runThatDoesNotWaitJustNow_sayThatItIsNoted() {
    cloud.invocation("{\"outcome\":\"noted\",\"run\":\"r1\"}");
    String noted = "noted: run r1 does not wait just now, and goes on with this answer\n";
    assertThat(run("approve", "r1").out()).isEqualTo(noted);
    assertThat(run("reject", "r1").out()).isEqualTo(noted);
  }

  @Test
  void approve_thatCountsNot_saysWhy() {
    cloud.invocation("{\"outcome\":\"decided\",\"run\":\"r1\",\"standing\":\"rejected\"}");
    Cli.Result decided = run("approve", "r1");
    assertThat(decided.exitCode()).isEqualTo(1);
    assertThat(decided.err())
        .isEqualTo("trueup approve: run 'r1' was rejected before: an answer counts once\n");
    cloud.invocation("{\"outcome\":\"gone\",\"run\":\"r1\"}");
    assertThat(run("reject", "r1").err()).contains("run 'r1' waits no more");
    cloud.invocation("{\"outcome\":\"unknown\",\"waiting\":\"r2\"}");
    Cli.Result unknown = run("approve", "r1");
    assertThat(unknown.exitCode()).isEqualTo(2);
    assertThat(unknown.err())
        .isEqualTo(
            "trueup approve: run 'r1' asks nothing, expected r2, which waits for approval\n");
  }

  private static final String DIVERGENCE =
      """
      "divergence":{"from":4,"to":9,"compared":7,"of":8,"expired":0,"pairs":1200,"differing":3,
       "share":"0.0025","causes":{"unexplained":{"pairs":3},
       "repeat_across_shards":{"pairs":8,"records":2}},"layer":"speed","why":"the hot deltas are wrong",
       "offenders":[{"cause":"unexplained","view":"by_store","key":"[\\"x\\"]",
       "bucket":"2026-11-01T10:00:00Z","measure":"amount","live":3,"exact":2,"shard":"s1","epoch":5}]}\
      """;

  private static String report(String run, String divergence) {
    return "{\"run\":\"%s\",\"attempt\":\"1\",\"outcome\":\"loaded\",\"cut\":9,%s}"
        .formatted(run, divergence);
  }
}
