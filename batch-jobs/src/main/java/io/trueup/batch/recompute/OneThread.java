package io.trueup.batch.recompute;

import com.google.common.collect.Iterators;
import io.trueup.port.Workers;
import io.trueup.store.ArchiveLine;
import io.trueup.store.Tally;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** An engine on the calling thread, for archives whose records fit into its memory. */
record OneThread(Archive archive) implements Engine {

  @Override
  public Manifest manifest(List<String> objects) {
    return new Manifest(objects.stream().map(archive::totals).toList());
  }

  @Override
  public Map<ShardEpoch, Totals> once(Source source) {
    return Totals.of(distinct(source));
  }

  @Override
  public Records records(Source source, DefinitionBytes definitions) {
    List<ArchiveLine> lines = new ArrayList<>();
    archive
        .lines(source.plain().iterator(), at -> !source.doubled().contains(at))
        .forEachRemaining(lines::add);
    distinct(source).forEachRemaining(lines::add);
    return new InMemory(archive, lines, definitions);
  }

  private Iterator<ArchiveLine> distinct(Source source) {
    Map<String, byte[]> byPlace = new TreeMap<>();
    archive
        .lines(source.suspect().iterator(), source.doubled()::contains)
        .forEachRemaining(
            line -> byPlace.merge(Distinct.place(line), line.line(), Distinct::first));
    return new Distinct(byPlace.values().iterator());
  }

  private record InMemory(Archive archive, List<ArchiveLine> lines, DefinitionBytes definitions)
      implements Records {

    @Override
    public Repeats repeats() {
      List<Seen> seen = new ArrayList<>();
      new Sightings(lines.iterator(), definitions.definition()).forEachRemaining(seen::add);
      seen.sort(Comparator.comparing(Seen::sighting));
      return RepeatWalk.over(seen.iterator());
    }

    @Override
    public Grouped grouped(Repeats repeats) {
      Map<String, List<byte[]>> groups = new TreeMap<>();
      new Parts(lines.iterator(), definitions, repeats)
          .forEachRemaining(
              part ->
                  groups.computeIfAbsent(part.key(), any -> new ArrayList<>()).add(part.bytes()));
      return new Groups(archive, definitions.definition(), groups);
    }
  }

  private record Groups(Archive archive, Definition definition, Map<String, List<byte[]>> groups)
      implements Grouped {

    @Override
    public Map<ShardEpoch, Tally> tallies() {
      Map<ShardEpoch, Tally> tallies = new TreeMap<>();
      groups.getOrDefault(Tallies.KEY, List.of()).forEach(each -> Tallies.merge(each, tallies));
      return tallies;
    }

    @Override
    public Loading.Loaded load(String segment) {
      return Loading.load(
          Iterators.transform(
              groups.entrySet().iterator(), each -> new Group(each.getKey(), each.getValue())),
          archive.effects().segments().table(segment),
          definition,
          Workers.inOrder());
    }
  }
}
