package io.trueup.definition;

import org.apache.avro.Schema;

/**
 * A leaf of an event's schema: its place in {@link EventType#fields()}, its path from the root
 * ({@code item.category}), the kind of its values, and its Avro schema without the null branch. It
 * is nullable when it or any record above it may be null.
 */
public record Field(int index, String path, Kind kind, boolean nullable, Schema schema) {}
