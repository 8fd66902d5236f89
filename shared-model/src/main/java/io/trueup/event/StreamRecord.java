package io.trueup.event;

/**
 * One user record as Kinesis delivered it. {@code arrived} is Kinesis's own approximate arrival
 * time in milliseconds since 1970; {@code data} is not copied and must not be changed.
 */
public record StreamRecord(Position position, long arrived, byte[] data) {}
