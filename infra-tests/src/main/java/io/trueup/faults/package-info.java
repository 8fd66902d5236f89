/**
 * Faults that are inflicted on a deployment on LocalStack: on functions, on their calls of
 * DynamoDB, on objects of the archive, on whole layers. What lasts ends when it is closed.
 */
@NullMarked
package io.trueup.faults;

import org.jspecify.annotations.NullMarked;
