package io.trueup.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.hash.HashFunction;
import com.google.common.hash.Hashing;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * The 64-bit hashes that stand for ids in a shard's log: SipHash-2-4 of the event type's name, a
 * zero byte and the id, in UTF-8. The key is the first 16 bytes of the SHA-256 of {@code
 * trueup-ids/1|SHARD}, so that ids which collide on one shard don't on another.
 *
 * <p>A new event is taken for a repeat by collision with odds of n in 2^64, n being the ids within
 * the window: at 1,000 events a second and a window of an hour once in some 160 years of a shard.
 * It is then absent from live answers until the next true-up, which compares ids otherwise.
 */
public final class IdHash {

  private final HashFunction function;

  public IdHash(String shard) {
    ByteBuffer key =
        ByteBuffer.wrap(DigestUtils.sha256("trueup-ids/1|" + shard)).order(ByteOrder.LITTLE_ENDIAN);
    function = Hashing.sipHash24(key.getLong(), key.getLong());
  }

  public long of(String type, String id) {
    return function
        .newHasher()
        .putString(type, UTF_8)
        .putByte((byte) 0)
        .putString(id, UTF_8)
        .hash()
        .asLong();
  }
}
