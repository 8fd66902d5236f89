package io.trueup.batch.recompute;

import com.google.common.collect.Iterators;
import io.trueup.batch.master.Addition;
import io.trueup.batch.master.Compacted;
import io.trueup.batch.master.Row;
import io.trueup.batch.master.Tidied;
import io.trueup.port.Workers;
import io.trueup.store.ArchiveLine;
import io.trueup.store.ShardEpoch;
import io.trueup.store.Tally;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** An engine on the calling thread, for archives whose records fit into its memory. */
record OneThread(Archive archive, Optional<SmallMaster> master) implements Engine {

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
    archive.lines(source.plain().iterator(), source.raw()::isPlain).forEachRemaining(lines::add);
    distinct(source).forEachRemaining(lines::add);
    source
        .held(archive.reach().cut())
        .ifPresent(
            epochs -> lines.addAll(master.orElseThrow().lines(source.raw().edition(), epochs)));
    return new InMemory(archive, lines, definitions);
  }

  @Override
  public boolean compacts() {
    return master.isPresent();
  }

  @Override
  public Compacted compact(ToMaster what, String name, DefinitionBytes definitions) {
    Source source = what.checked().source();
    Addition addition = what.addition();
    List<Row> rows = new ArrayList<>();
    ToMaster.rows(
            archive,
            source.plain().iterator(),
            at -> addition.contains(at) && source.raw().isPlain(at),
            definitions)
        .forEachRemaining(rows::add);
    Map<String, Row> byPlace = new TreeMap<>();
    ToMaster.rows(
            archive,
            source.suspect().iterator(),
            at -> addition.contains(at) && source.raw().isSuspect(at),
            definitions)
        .forEachRemaining(row -> byPlace.merge(ToMaster.place(row), row, ToMaster::first));
    rows.addAll(byPlace.values());
    return master.orElseThrow().compact(addition, rows, what.expected());
  }

  /** There is nothing that grows. */
  @Override
  public Tidied tidy(Instant now) {
    return Tidied.NOTHING;
  }

  private Iterator<ArchiveLine> distinct(Source source) {
    Map<String, byte[]> byPlace = new TreeMap<>();
    archive
        .lines(source.suspect().iterator(), source.raw()::isSuspect)
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
      return RepeatWalk.over(seen.iterator(), archive.reach().from());
    }

    @Override
    public Compared compared(Comparing comparing, Repeats repeats) {
      Effects there = archive.effects();
      Definition definition = definitions.definition();
      Map<String, List<byte[]>> groups = new TreeMap<>();
      group(Portions.of(lines.iterator(), definition, repeats, comparing.from()), groups);
      for (Comparing.Place place : comparing.places(definition)) {
        group(comparing.listed(place, definition, there), groups);
      }
      return Comparison.of(
          each(groups), comparing, there.table(comparing.hot()), definition, Workers.inOrder());
    }

    @Override
    public Grouped grouped(Repeats repeats) {
      Map<String, List<byte[]>> groups = new TreeMap<>();
      Iterator<ArchiveLine> own = Iterators.filter(lines.iterator(), this::isOwn);
      group(new Parts(own, definitions, repeats, archive.replaced()), groups);
      for (Replaced.Place place : archive.replaced().places(definitions.definition())) {
        group(Replaced.parts(place, definitions.definition(), archive.effects()), groups);
      }
      return new Groups(archive, definitions.definition(), groups);
    }

    private boolean isOwn(ArchiveLine line) {
      return line.epoch() >= archive.reach().from();
    }
  }

  private static void group(Iterator<Part> parts, Map<String, List<byte[]>> groups) {
    parts.forEachRemaining(
        part -> groups.computeIfAbsent(part.key(), any -> new ArrayList<>()).add(part.bytes()));
  }

  private static Iterator<Group> each(Map<String, List<byte[]>> groups) {
    return Iterators.transform(
        groups.entrySet().iterator(), each -> new Group(each.getKey(), each.getValue()));
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
    public Loading.Loaded load(String segment, Budget budget) {
      return Writing.load(
          each(groups),
          archive.effects().segments().table(segment),
          definition,
          Workers.inOrder(),
          budget.share(1));
    }

    @Override
    public Loading.Loaded export(Exporting exporting) {
      Exporting.Written written = exporting.strips(0, each(groups), definition);
      return written.loaded().plus(exporting.directory(0, written.keys(), definition));
    }
  }
}
