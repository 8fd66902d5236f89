package io.trueup.standin;

/** An answer with status 200. */
record Reply(String contentType, byte[] body) {}
