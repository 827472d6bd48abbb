package dev.maos.base;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A JSON object, read field by field, and a list in it item by item, so that a long list is never
 * in memory as a whole. As strict as {@link Payload#json(byte[])}. Not thread-safe.
 *
 * <p>
 *
 * {@snippet :
 * var json = JsonStream.of(utf8);
 * while (json.next()) {
 *   if (json.name().equals("lines") && json.isList()) {
 *     while (json.nextItem()) {
 *       print(json.value());
 *     }
 *   }
 * }
 * }
 *
 * <p>What is not read is passed over. The document is checked as far as it was read; it has been
 * read to its end when {@link #next} is false.
 */
public final class JsonStream {
  private final StrictJson.Tokens tokens;
  private String name = "";
  private boolean inList;

  /** Whether the parser stands before a value that was neither read nor passed over. */
  private boolean unread;

  private JsonStream(StrictJson.Tokens tokens) {
    this.tokens = tokens;
  }

  /** The kinds of tokens that a document is made of. */
  enum Token {
    BEGIN_OBJECT,
    END_OBJECT,
    BEGIN_LIST,
    END_LIST,
    NAME,
    SCALAR,
    END
  }

  /**
   * The object that these bytes are; they must not be changed while it is read.
   *
   * @throws InvalidInputException with the codes of {@link Payload#json(byte[])}, here or while it
   *     is read, or {@link ErrorCode#UNREADABLE_PAYLOAD} if it is JSON of another kind
   */
  public static JsonStream of(byte[] utf8) {
    var tokens = StrictJson.tokens(utf8);
    if (tokens.next() != Token.BEGIN_OBJECT) {
      throw tokens.noObject();
    }
    return new JsonStream(tokens);
  }

  /** Goes to the next field; false behind the last one. */
  public boolean next() {
    while (inList) {
      nextItem();
    }
    pass();
    unread = tokens.next() == Token.NAME;
    if (unread) {
      name = tokens.text();
      tokens.next();
    } else {
      tokens.end();
    }
    return unread;
  }

  /** The name of the field. */
  public String name() {
    return name;
  }

  /** Whether the value that can be read now is a list. */
  public boolean isList() {
    return unread && tokens.token() == Token.BEGIN_LIST;
  }

  /**
   * Goes to the next item of the list that the field is; false behind the last one.
   *
   * @throws IllegalStateException if the field is no list, or was read already
   */
  public boolean nextItem() {
    if (inList) {
      pass();
    } else if (!isList()) {
      throw new IllegalStateException("no list to be read: " + name);
    }
    unread = tokens.next() != Token.END_LIST;
    inList = unread;
    return unread;
  }

  /**
   * The value of the field, or of the item: a map, a list, text, a number, a boolean or null. Whole
   * numbers are of the smallest of Integer, Long and BigInteger, others are BigDecimal. Maps and
   * lists are not to be changed.
   *
   * @throws IllegalStateException if it was read already
   */
  public @Nullable Object value() {
    if (!unread) {
      throw new IllegalStateException("no value to be read: " + name);
    }
    unread = false;
    return current();
  }

  private void pass() {
    if (unread) {
      tokens.skip();
      unread = false;
    }
  }

  private @Nullable Object current() {
    return switch (tokens.token()) {
      case BEGIN_OBJECT -> map();
      case BEGIN_LIST -> list();
      default -> tokens.scalar();
    };
  }

  private Map<String, @Nullable Object> map() {
    var map = new LinkedHashMap<String, @Nullable Object>();
    while (tokens.next() == Token.NAME) {
      var key = tokens.text();
      tokens.next();
      map.put(key, current());
    }
    return map;
  }

  // A list of one text is often one of many such lists, and then not made again.
  private List<@Nullable Object> list() {
    if (tokens.next() == Token.END_LIST) {
      return List.of();
    }
    boolean isText = tokens.isText();
    var first = current();
    return tokens.next() == Token.END_LIST && isText ? tokens.alone() : rest(first);
  }

  private List<@Nullable Object> rest(@Nullable Object first) {
    var list = new ArrayList<@Nullable Object>();
    list.add(first);
    while (tokens.token() != Token.END_LIST) {
      list.add(current());
      tokens.next();
    }
    return list;
  }
}
