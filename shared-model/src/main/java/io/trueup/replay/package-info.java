/**
 * Hot deltas made again from the archive, by the code of the speed layer itself: {@link
 * io.trueup.replay.Replaying} mends those that were lost, {@link io.trueup.replay.Recording} reads
 * records for a view that need not be deployed, and writes nothing.
 *
 * <p>Of mending: why no interleaving with other writers makes a number wrong. Let an epoch of a
 * shard be one that speed's head on it has passed. Then the records of it are fixed: they are those
 * of its ledger entry. Let W be the delta of one cell of it that speed makes of them, L its last
 * position. Replay touches nothing but deltas and directory entries of such epochs, and only where
 * the archive's lines are the very records of the entry, and those of the window before it.
 *
 * <ol>
 *   <li>W is right for ever: it follows from the shard's records and the definitions that the entry
 *       names. So a write of W that lands late, by a replay that was given up, is right as well,
 *       and two replays at once write the same.
 *   <li>W is stable. Whoever consumes from the head on has only later records. An attempt that
 *       began before the head passed, a zombie, has records up to L of this cell, and no others. It
 *       writes on the condition that the delta is absent or has the position that it remembers: of
 *       W it is refused, takes W, and drops all that it has. If it remembers L itself it has
 *       nothing to add.
 *   <li>What a zombie writes into the hole that a lost delta left, before W is there, is a part of
 *       W: its condition held since there was nothing. Replay is then refused, reads that, and puts
 *       W over it, on the condition that it is still that. Each refusal is a write of somebody who
 *       has fewer records left than before, so it ends.
 *   <li>A reader finds what was lost or damaged, or W, and never both: an item changes as a whole.
 *   <li>Where nothing is right, a surplus delta, nobody has a record that would make it again.
 *   <li>In an epoch that is still open none of this holds: W would be a part of what is to come. So
 *       such an epoch is waited for, or left alone.
 * </ol>
 */
@NullMarked
package io.trueup.replay;

import org.jspecify.annotations.NullMarked;
