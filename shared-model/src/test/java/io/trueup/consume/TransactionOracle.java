package io.trueup.consume;

import io.trueup.consume.Transaction.Card;
import io.trueup.consume.Transaction.Payment;
import io.trueup.consume.Transaction.Payout;
import io.trueup.consume.Transaction.Refund;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.codec.digest.DigestUtils;
import org.jspecify.annotations.Nullable;

/** The numbers that the example pipeline of payments must show, by loops over plain values. */
final class TransactionOracle {

  private static final BigDecimal HALF = new BigDecimal("0.5");
  private static final long MINUTE = 60_000;

  /** A cell of a view's finest size. */
  record Cell(String view, List<@Nullable Object> key, long bucket) {}

  private final Map<Cell, List<Transaction>> groups = new HashMap<>();

  void add(Transaction transaction) {
    if (transaction instanceof Payment it) {
      add("payments", List.of(), it.time(), 60, it);
      add("merchants", List.of(it.currency()), it.time(), 60, it);
      if (it.currency().equals("EUR")) {
        add("euros_by_merchant", List.of(it.merchant()), it.time(), 1, it);
      }
      Card card = it.card();
      if (card != null && it.amount().compareTo(HALF) >= 0) {
        add(
            "card_volume",
            Arrays.asList(it.merchant(), it.currency(), card.country()),
            it.time(),
            5,
            it);
      }
    } else if (transaction instanceof Refund it) {
      add("refunds", Arrays.asList(it.merchant(), it.currency(), it.reason()), it.time(), 60, it);
    } else if (transaction instanceof Payout it
        && it.fee() != null
        && it.fee().multiply(BigDecimal.valueOf(200)).compareTo(it.amount()) > 0) {
      add("costly_payouts", List.of(it.country()), it.time(), 1440, it);
    }
  }

  private void add(
      String view, List<@Nullable Object> key, long time, long minutes, Transaction transaction) {
    long bucket = time - Math.floorMod(time, minutes * MINUTE);
    groups.computeIfAbsent(new Cell(view, key, bucket), any -> new ArrayList<>()).add(transaction);
  }

  Map<Cell, Map<String, String>> cells() {
    Map<Cell, Map<String, String>> cells = new HashMap<>();
    groups.forEach((cell, group) -> cells.put(cell, numbers(cell.view(), group)));
    return cells;
  }

  private static Map<String, String> numbers(String view, List<Transaction> group) {
    Map<String, String> numbers = new TreeMap<>();
    List<Payment> payments = of(Payment.class, group);
    List<BigDecimal> rates = payments.stream().map(it -> new BigDecimal(it.rate())).toList();
    List<BigDecimal> amounts = payments.stream().map(Payment::amount).toList();
    switch (view) {
      case "payments" -> {
        numbers.put("payments", "" + group.size());
        numbers.put("by_card", "" + payments.stream().filter(it -> it.card() != null).count());
        numbers.put("fee_rate_mean", mean(rates));
        numbers.put("fee_rate_min", plain(Collections.min(rates)));
        numbers.put("fee_rate_max", plain(Collections.max(rates)));
        numbers.put(
            "entry_max", "" + payments.stream().mapToLong(Payment::entry).max().orElseThrow());
      }
      case "euros_by_merchant" -> {
        numbers.put("payments", "" + group.size());
        numbers.put("amount_sum", sum(amounts));
        numbers.put("amount_mean", mean(amounts));
        numbers.put("amount_min", plain(Collections.min(amounts)));
        numbers.put("amount_max", plain(Collections.max(amounts)));
        long last = payments.stream().mapToLong(Payment::time).max().orElseThrow();
        numbers.put("last", Instant.ofEpochMilli(last).toString());
      }
      case "merchants" -> merchants(payments, numbers);
      case "card_volume" -> {
        numbers.put("payments", "" + group.size());
        numbers.put("amount_sum", sum(amounts));
        numbers.put("fee_rate_mean", mean(rates));
      }
      case "refunds" -> {
        numbers.put("refunds", "" + group.size());
        numbers.put(
            "amount_sum", sum(of(Refund.class, group).stream().map(Refund::amount).toList()));
      }
      default -> payouts(of(Payout.class, group), numbers);
    }
    return numbers;
  }

  private static void merchants(List<Payment> payments, Map<String, String> numbers) {
    List<String> merchants = payments.stream().map(Payment::merchant).toList();
    List<BigDecimal> amounts = payments.stream().map(Payment::amount).sorted().toList();
    Comparator<Payment> byTime =
        Comparator.comparingLong(Payment::time).thenComparing(it -> codePoints(it.id()), INTS);
    numbers.put("payments", "" + payments.size());
    numbers.put("merchants", "" + merchants.stream().distinct().count());
    numbers.put("amount_p50", sketched(amounts.get((amounts.size() * 50 + 99) / 100 - 1)));
    numbers.put("amount_p95", sketched(amounts.get((amounts.size() * 95 + 99) / 100 - 1)));
    numbers.put(
        "top_merchants",
        merchants.stream()
            .distinct()
            .sorted(
                Comparator.<String>comparingInt(it -> Collections.frequency(merchants, it))
                    .reversed()
                    .thenComparing(TransactionOracle::codePoints, INTS))
            .limit(5)
            .map(it -> cut(it) + " " + Collections.frequency(merchants, it))
            .toList()
            .toString());
    numbers.put("first_entry", "" + payments.stream().min(byTime).orElseThrow().entry());
    numbers.put("last_merchant", cut(payments.stream().max(byTime).orElseThrow().merchant()));
  }

  /** As a quantile knows amounts while they are live: as doubles. */
  private static String sketched(BigDecimal amount) {
    BigDecimal near = new BigDecimal(amount.doubleValue());
    return plain(near.setScale(4, RoundingMode.HALF_EVEN));
  }

  private static final Comparator<int[]> INTS = Arrays::compare;

  /** The one merchant of over 256 bytes: what is left of it, and a hash that no other has. */
  private static String cut(String merchant) {
    return merchant.length() < 200
        ? merchant
        : "|#\" 😀".repeat(28) + "…" + DigestUtils.sha256Hex(merchant).substring(0, 16);
  }

  private static int[] codePoints(String text) {
    return text.codePoints().toArray();
  }

  private static void payouts(List<Payout> payouts, Map<String, String> numbers) {
    List<BigDecimal> fees = new ArrayList<>();
    payouts.forEach(it -> fees.add(it.fee() == null ? BigDecimal.ZERO : it.fee()));
    numbers.put("payouts", "" + payouts.size());
    numbers.put("amount_sum", sum(payouts.stream().map(Payout::amount).toList()));
    numbers.put("fee_sum", sum(fees));
    numbers.put("fee_max", plain(Collections.max(fees)));
  }

  private static <T> List<T> of(Class<T> type, List<Transaction> group) {
    return group.stream().filter(type::isInstance).map(type::cast).toList();
  }

  private static String sum(List<BigDecimal> values) {
    return plain(values.stream().reduce(BigDecimal.ZERO, BigDecimal::add));
  }

  private static String mean(List<BigDecimal> values) {
    BigDecimal sum = values.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    BigDecimal count = BigDecimal.valueOf(values.size());
    return plain(new BigDecimal(sum.divide(count, new MathContext(200)).doubleValue()));
  }

  /** A number without the zeros that a scale adds. */
  static String plain(BigDecimal number) {
    return number.stripTrailingZeros().toPlainString();
  }
}
