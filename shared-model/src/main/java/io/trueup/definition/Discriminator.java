package io.trueup.definition;

/**
 * How an event tells that it is of a type: the string at {@code path} of its data is {@code value}.
 * The path may lead into records, and need not be a field of the schema.
 */
public record Discriminator(String path, String value) {}
