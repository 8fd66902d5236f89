package io.trueup.bench;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/**
 * One comparison: the median of ours and of a peer in a unit, and their ratio, ours / peer: the
 * median, the lowest and the highest of the ratios of each round.
 */
public record Row(
    String name,
    double ours,
    double peer,
    String peerName,
    String unit,
    Better better,
    double ratio,
    double low,
    double high) {

  /** Which way is better. */
  public enum Better {
    HIGHER,
    LOWER
  }

  /** Of figures that stand side by side, one of each round. */
  public static Row of(
      String name,
      List<Double> ours,
      List<Double> peer,
      String peerName,
      String unit,
      Better better) {
    List<Double> ratios = new ArrayList<>();
    for (int i = 0; i < ours.size(); i++) {
      ratios.add(ours.get(i) / peer.get(i));
    }
    List<Double> sorted = ratios.stream().sorted().toList();
    return new Row(
        name,
        median(ours),
        median(peer),
        peerName,
        unit,
        better,
        median(ratios),
        sorted.get(0),
        sorted.get(sorted.size() - 1));
  }

  /** The middle one, or the mean of the two in the middle. */
  public static double median(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }

  ObjectNode json() {
    return JsonNodeFactory.instance
        .objectNode()
        .put("name", name)
        .put("ours", ours)
        .put("peer", peer)
        .put("peer_name", peerName)
        .put("unit", unit)
        .put("better", better.name().toLowerCase(java.util.Locale.ROOT))
        .put("ratio", ratio)
        .put("low", low)
        .put("high", high);
  }
}
