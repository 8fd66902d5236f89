package io.trueup.definition;

import java.util.List;

/** What reading a pipeline folder comes to. */
public sealed interface Reading {

  /** The folder is right. */
  record Read(Pipeline pipeline) implements Reading {}

  /** The folder is wrong: every problem that was found, at least one, in the order of the file. */
  record Faulty(List<Problem> problems) implements Reading {

    public Faulty {
      problems = List.copyOf(problems);
    }
  }
}
