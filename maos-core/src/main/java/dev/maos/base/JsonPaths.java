package dev.maos.base;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Ways into JSON documents, all of which are followed in one pass over the bytes, without building
 * what lies beside them.
 *
 * <p>The ways form a tree of names that is walked together with the document:
 *
 * <pre>
 *   ways  task.lines, task.owner.name         document  {"id": 7, "task": {"lines": 5, "owner": {..}}}
 *                                                          |        |         |           |
 *   (root) -- task -- lines *                            passed   entered   found       entered
 *                  +- owner -- name *                     over
 * </pre>
 *
 * <p>Reading needs no lock and sees each {@link #add} and {@link #remove} that was over before it
 * began; those two must be called by one thread at a time.
 */
public final class JsonPaths {
  private final Path root = new Path(null, new byte[0]);

  /** No ways yet. */
  public JsonPaths() {}

  /** The end of a way. It is the same for the same names, as long as it is in use. */
  public static final class Path {
    private final @Nullable Path before;
    private final byte[] name;
    private volatile JsonNames names = JsonNames.NONE;
    private volatile boolean isEnd;
    private int uses;

    Path(@Nullable Path before, byte[] name) {
      this.before = before;
      this.name = name;
    }

    byte[] name() {
      return name;
    }

    JsonNames names() {
      return names;
    }

    boolean isEnd() {
      return isEnd;
    }
  }

  /** Goes this way from now on: through objects, by the names of their fields. */
  public Path add(List<String> fields) {
    var here = root;
    for (var field : fields) {
      here = step(here, field.getBytes(StandardCharsets.UTF_8));
    }
    use(here, 1);
    return here;
  }

  /** Ends one use of a way; at the end of the last it is not followed any more. */
  public void remove(Path path) {
    use(path, -1);
    var here = path;
    while (here.before != null && here.uses == 0 && here.names.size() == 0) {
      here.before.names = here.before.names.without(here);
      here = here.before;
    }
  }

  /**
   * What a payload has at the ends of the ways: nothing if it is not JSON, or not as {@link
   * Payload#json(byte[])} accepts it, except that names may be repeated: then the first counts.
   * Exponents have at most nine digits.
   */
  public JsonValues read(Payload payload) {
    var found = new JsonValues();
    read(payload, found);
    return found;
  }

  /** The same, into values that are used again. */
  public void read(Payload payload, JsonValues found) {
    found.clear();
    if (root.names.size() > 0 && payload.mediaType().isJson()) {
      payload.scan(root, found.scan());
    }
  }

  /**
   * The one form that a number has among the values found: a {@code Long} if it is whole and has at
   * most 18 digits, else a {@code BigDecimal} without trailing zeros. Equal numbers are equal.
   */
  public static Object canonical(BigDecimal number) {
    var stripped = number.stripTrailingZeros();
    boolean fits = stripped.scale() <= 0 && stripped.precision() - (long) stripped.scale() <= 18;
    return fits ? (Object) stripped.longValueExact() : stripped;
  }

  private static Path step(Path from, byte[] name) {
    int known = from.names.find(name, 0, name.length);
    if (known >= 0) {
      return from.names.get(known);
    }
    var fresh = new Path(from, name);
    from.names = from.names.with(fresh);
    return fresh;
  }

  private static void use(Path path, int more) {
    path.uses += more;
    path.isEnd = path.uses > 0;
  }
}
