package dev.maos.message;

import dev.maos.base.ErrorCode;
import dev.maos.base.InvalidInputException;
import dev.maos.base.MediaType;
import dev.maos.base.Payload;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The payload in the JSON of an envelope: a subtree, a text or base64, whichever is easiest to read
 * and still comes back as the same bytes.
 */
final class PayloadForm {
  private static final String MEDIA_TYPE = "mediaType";
  private static final String SUBTREE = "payload";
  private static final String TEXT = "text";
  private static final String BASE64 = "base64";

  private PayloadForm() {}

  static void put(Payload payload, Map<String, @Nullable Object> fields) {
    fields.put(MEDIA_TYPE, payload.mediaType().value());
    var text = text(payload);
    if (text.isEmpty()) {
      fields.put(BASE64, Base64.getEncoder().encodeToString(payload.bytes()));
      return;
    }
    List<?> subtree = payload.mediaType().isJson() ? subtree(text.get()) : List.of();
    if (subtree.isEmpty()) {
      fields.put(TEXT, text.get());
    } else {
      fields.put(SUBTREE, subtree.getFirst());
    }
  }

  static Payload read(JsonFields fields) {
    var mediaType = fields.required(MEDIA_TYPE, MediaType::of);
    if (fields.has(TEXT)) {
      return ofText(fields.required(TEXT, String.class), mediaType);
    }
    if (fields.has(BASE64)) {
      return fields.required(BASE64, text -> Payload.binary(bytes(text), mediaType));
    }
    var subtree = fields.any(SUBTREE);
    if (!mediaType.isJson()) {
      throw fields.malformed(MEDIA_TYPE, mediaType.value(), "a kind of JSON for a payload");
    }
    return subtree == null
        ? ofText("null", mediaType)
        : Payload.binary(Payload.of(subtree).bytes(), mediaType);
  }

  private static Optional<String> text(Payload payload) {
    var mediaType = payload.mediaType();
    if (!mediaType.isJson() && !mediaType.value().startsWith("text/")) {
      return Optional.empty();
    }
    try {
      return Optional.of(payload.text());
    } catch (InvalidInputException notUtf8) {
      return Optional.empty();
    }
  }

  /** The document as the only element of a list, or no element if it would come back changed. */
  private static List<?> subtree(String document) {
    // As an element it may also be null, and it is as deep as it will be in the envelope.
    var wrapped = "[" + document + "]";
    try {
      List<?> elements = Payload.json(wrapped).as(List.class);
      var same = elements.size() == 1 && Payload.of(elements).text().equals(wrapped);
      return same ? elements : List.of();
    } catch (InvalidInputException notStrictOrTooDeep) {
      return List.of();
    }
  }

  private static Payload ofText(String text, MediaType mediaType) {
    return Payload.binary(Payload.text(text).bytes(), mediaType);
  }

  private static byte[] bytes(String base64) {
    try {
      var bytes = Base64.getDecoder().decode(base64);
      if (Base64.getEncoder().encodeToString(bytes).equals(base64)) {
        return bytes;
      }
    } catch (IllegalArgumentException e) {
      throw refusal(base64, e);
    }
    // The decoder also takes text without padding, or with bits that belong to no byte.
    throw refusal(base64, new IllegalArgumentException("not the only form of these bytes"));
  }

  private static InvalidInputException refusal(String base64, IllegalArgumentException cause) {
    return new InvalidInputException(
        ErrorCode.MALFORMED_ENVELOPE, BASE64, base64, "base64 with padding", cause);
  }
}
