package dev.maos.base;

import dev.maos.base.JsonStream.Token;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.StreamWriteConstraints;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.TokenStreamContext;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.InputCoercionException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.core.util.JsonGeneratorDelegate;
import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationConfig;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.introspect.AnnotatedMember;
import tools.jackson.databind.introspect.JacksonAnnotationIntrospector;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.ValueSerializerModifier;
import tools.jackson.databind.ser.bean.BeanSerializerBase;
import tools.jackson.databind.ser.impl.UnknownSerializer;
import tools.jackson.databind.ser.std.ToEmptyObjectSerializer;
import tools.jackson.databind.type.LogicalType;

/**
 * JSON without leniency: the one place that knows the JSON library.
 *
 * <p>The library passes over much that two programs can understand differently: duplicate keys,
 * text after the end, encodings other than UTF-8, half surrogate pairs, NaN as a string, numbers
 * that overflow to infinity, "12" for 12. Part of that is a setting. The rest is checked by walking
 * through the tokens of what comes in ({@link #check}), by standing between the library and the
 * bytes of what goes out ({@link Output}), and by telling data from other objects ({@link
 * DataOnly}).
 */
final class StrictJson {
  private static final String DOCUMENT_FORM =
      "one JSON document in UTF-8 without duplicate keys or trailing text";
  private static final int MAX_PATH = 100;
  private static final byte FIRST_OF_BYTE_ORDER_MARK = (byte) 0xEF;
  private static final JsonFactory WALKER = walker();
  private static final JsonFactory READER = reader();

  private StrictJson() {}

  /** The JSON of a value, in UTF-8. */
  static byte[] write(Object value) {
    return Plain.write(value).orElseGet(() -> Mapping.write(value));
  }

  private static byte[] written(JsonMapper mapper, Object value) {
    var bytes = new ByteArrayOutputStream();
    try (var output = new Output(mapper.createGenerator(bytes))) {
      mapper.writeValue(output, value);
    } catch (JacksonException failure) {
      throw unwritable(value, failure);
    } catch (StackOverflowError endless) {
      // References that open no JSON level, such as AtomicReference, escape the limit of depth.
      throw notData(value.getClass().getTypeName(), "", endless);
    }
    return bytes.toByteArray();
  }

  /** Refuses bytes that are not one strict JSON document. */
  static void check(byte[] bytes, int offset, int size) {
    Utf8.check(bytes, offset, size);
    checkStart(bytes, offset, size);
    JsonText.checkEscapes(bytes, offset, size);
    try (var parser = WALKER.createParser(ObjectReadContext.empty(), bytes, offset, size)) {
      walk(parser, bytes, offset, size);
    } catch (JacksonException failure) {
      throw malformed(bytes, offset, size, failure.getLocation(), failure);
    }
  }

  /** The value of this type that the document stands for. */
  static <T> T read(byte[] bytes, int offset, int size, Class<T> type) {
    if (JsonText.needsCheck(bytes, offset, size)) {
      check(bytes, offset, size);
    } else {
      Utf8.check(bytes, offset, size);
      checkStart(bytes, offset, size);
    }
    try {
      @Nullable T value = Mapping.MAPPER.readValue(bytes, offset, size, type);
      if (value != null) {
        return value;
      }
    } catch (JacksonException failure) {
      // What is no strict JSON has a code of its own; only then it is the type that does not fit.
      check(bytes, offset, size);
      throw unreadable(bytes, offset, size, type, failure);
    }
    throw new InvalidInputException(
        ErrorCode.UNREADABLE_PAYLOAD, "payload at $", "null", type.getTypeName());
  }

  /** The tokens of a document, one after the other. */
  static Tokens tokens(byte[] bytes) {
    Utf8.check(bytes, 0, bytes.length);
    checkStart(bytes, 0, bytes.length);
    return new Tokens(bytes);
  }

  // The library skips a byte order mark and takes a zero byte near the start for UTF-16 or UTF-32.
  private static void checkStart(byte[] bytes, int offset, int size) {
    for (int i = offset; i < offset + Math.min(size, 4); i++) {
      if (bytes[i] == 0 || (i == offset && bytes[i] == FIRST_OF_BYTE_ORDER_MARK)) {
        throw malformed(bytes, offset, size, null, null);
      }
    }
  }

  private static void walk(JsonParser parser, byte[] bytes, int offset, int size) {
    int depth = 0;
    var token = parser.nextToken();
    if (token == null) {
      throw malformed(bytes, offset, size, null, null);
    }
    do {
      depth = depthAfter(token, depth);
      if (token.isNumeric()) {
        checkNumber(parser);
      }
      token = parser.nextToken();
    } while (token != null && depth > 0);
    if (token != null) {
      throw malformed(bytes, offset, size, parser.currentTokenLocation(), null);
    }
  }

  private static int depthAfter(JsonToken token, int depth) {
    if (token.isStructEnd()) {
      return depth - 1;
    }
    if (!token.isStructStart()) {
      return depth;
    }
    if (depth == JsonText.MAX_DEPTH) {
      throw JsonText.tooDeep();
    }
    return depth + 1;
  }

  private static void checkNumber(JsonParser parser) {
    boolean tooLong = parser.getStringLength() > JsonText.MAX_NUMBER_LENGTH;
    boolean fraction = parser.currentToken() == JsonToken.VALUE_NUMBER_FLOAT;
    if (tooLong || (fraction && !Double.isFinite(parser.getDoubleValue()))) {
      var context = parser.streamReadContext();
      throw JsonText.numberRefusal(parser.getString(), path(context, context.getCurrentIndex()));
    }
  }

  private static InvalidInputException malformed(
      byte[] bytes,
      int offset,
      int size,
      @Nullable TokenStreamLocation location,
      @Nullable Throwable cause) {
    int line = location == null ? 1 : location.getLineNr();
    int column = location == null ? 1 : location.getColumnNr();
    var field = "JSON at line " + line + ", column " + column;
    long start = location == null ? 0 : location.getByteOffset();
    var value = JsonText.excerpt(bytes, offset, size, start);
    return cause == null
        ? new InvalidInputException(ErrorCode.MALFORMED_JSON, field, value, DOCUMENT_FORM)
        : new InvalidInputException(ErrorCode.MALFORMED_JSON, field, value, DOCUMENT_FORM, cause);
  }

  private static InvalidInputException unreadable(
      byte[] bytes, int offset, int size, Class<?> type, JacksonException failure) {
    var location = failure.getLocation();
    long start = location == null ? -1 : location.getByteOffset();
    if (failure instanceof InputCoercionException && start >= 0) {
      start = JsonText.numberStart(bytes, offset, start);
    }
    var found = JsonText.excerpt(bytes, offset, size, start);
    return new InvalidInputException(
        ErrorCode.UNREADABLE_PAYLOAD,
        "payload at " + path(failure),
        found.startsWith("}") ? "nothing" : found,
        wanted(failure).orElse(type).getTypeName(),
        failure);
  }

  private static Optional<Class<?>> wanted(JacksonException failure) {
    return switch (failure) {
      case MismatchedInputException mismatch -> Optional.ofNullable(mismatch.getTargetType());
      case InputCoercionException overflow -> Optional.ofNullable(overflow.getTargetType());
      default -> Optional.empty();
    };
  }

  private static InvalidInputException unwritable(Object value, JacksonException failure) {
    for (Throwable t = failure; t != null; t = t.getCause()) {
      if (t instanceof InvalidInputException ours) {
        return ours;
      }
    }
    if (failure instanceof StreamConstraintsException && !isCycle(failure)) {
      return JsonText.tooDeep();
    }
    return notData(value.getClass().getTypeName(), " at " + path(failure), failure);
  }

  private static boolean isCycle(JacksonException failure) {
    var seen = Collections.newSetFromMap(new IdentityHashMap<Object, Boolean>());
    return failure.getPath().stream().anyMatch(step -> !seen.add(step.from()));
  }

  private static InvalidInputException notData(String type, String where, Throwable cause) {
    return new InvalidInputException(
        ErrorCode.UNSERIALIZABLE_PAYLOAD,
        "payload" + where + " of type",
        type,
        DataOnly.FORM,
        cause);
  }

  private static String path(JacksonException failure) {
    var path = new StringBuilder("$");
    for (var step : failure.getPath()) {
      if (path.length() > MAX_PATH) {
        return path.append('…').toString();
      }
      if (step.getPropertyName() == null) {
        path.append('[').append(step.getIndex()).append(']');
      } else {
        path.append('.').append(InvalidInputException.escape(step.getPropertyName()));
      }
    }
    return path.toString();
  }

  private static String path(TokenStreamContext context, int index) {
    var path = new StringBuilder();
    for (@Nullable TokenStreamContext at = context; at != null; at = at.getParent()) {
      if (at.inArray()) {
        path.insert(0, "[" + (at.equals(context) ? index : at.getCurrentIndex()) + "]");
      } else if (at.hasCurrentName()) {
        path.insert(0, "." + InvalidInputException.escape(at.currentName()));
      }
    }
    return path.insert(0, '$').toString();
  }

  private static JsonFactory walker() {
    return JsonFactory.builder()
        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
        .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
        .streamReadConstraints(constraints(JsonText.MAX_DEPTH + 1, Integer.MAX_VALUE))
        .build();
  }

  private static JsonFactory reader() {
    return JsonFactory.builder()
        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
        .enable(StreamWriteFeature.STRICT_DUPLICATE_DETECTION)
        .streamReadConstraints(constraints(JsonText.MAX_DEPTH, JsonText.MAX_NUMBER_LENGTH))
        .streamWriteConstraints(
            StreamWriteConstraints.builder().maxNestingDepth(JsonText.MAX_DEPTH).build())
        .build();
  }

  private static JsonMapper mapper() {
    return JsonMapper.builder(READER)
        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
        .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
        .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
        .enable(EnumFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
        .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
        .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
        .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
        .withCoercionConfig(
            LogicalType.Textual,
            text ->
                text.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                    .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                    .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
        .annotationIntrospector(new PrimitivesRequired())
        .addModule(new SimpleModule("maos").setSerializerModifier(new DataOnly()))
        .build();
  }

  private static StreamReadConstraints constraints(int depth, int numberLength) {
    return StreamReadConstraints.builder()
        .maxNestingDepth(depth)
        .maxNumberLength(numberLength)
        .maxStringLength(Integer.MAX_VALUE)
        .maxNameLength(Integer.MAX_VALUE)
        .build();
  }

  /**
   * What maps objects to JSON and back. It takes a while to make, and is made when it is needed.
   */
  private static final class Mapping {
    static final JsonMapper MAPPER = mapper();

    static byte[] write(Object value) {
      return written(MAPPER, value);
    }
  }

  /** Writes values that are JSON already: maps with names, lists, texts, numbers, booleans. */
  private static final class Plain {
    /** The JSON; empty if there is another value among them, or it is refused. */
    static Optional<byte[]> write(Object value) {
      if (!(value instanceof Map || value instanceof List)) {
        return Optional.empty();
      }
      var bytes = new ByteArrayOutputStream();
      var target = READER.createGenerator(ObjectWriteContext.empty(), bytes);
      try (var output = new Output(target)) {
        return wrote(output, value) ? Optional.of(closed(output, bytes)) : Optional.empty();
      } catch (JacksonException refused) {
        // The mapper says better why.
        return Optional.empty();
      }
    }

    private static byte[] closed(Output output, ByteArrayOutputStream bytes) {
      output.close();
      return bytes.toByteArray();
    }

    private static boolean wrote(Output output, @Nullable Object value) {
      switch (value) {
        case null -> output.writeNull();
        case String text -> output.writeString(text);
        case Boolean flag -> output.writeBoolean(flag);
        case Integer number -> output.writeNumber(number);
        case Long number -> output.writeNumber(number);
        case BigInteger number -> output.writeNumber(number);
        case List<?> list -> {
          return wroteList(output, list);
        }
        case Map<?, ?> map -> {
          return wroteMap(output, map);
        }
        default -> {
          return false;
        }
      }
      return true;
    }

    private static boolean wroteList(Output output, List<?> list) {
      output.writeStartArray();
      for (var item : list) {
        if (!wrote(output, item)) {
          return false;
        }
      }
      output.writeEndArray();
      return true;
    }

    private static boolean wroteMap(Output output, Map<?, ?> map) {
      output.writeStartObject();
      for (var field : map.entrySet()) {
        if (!(field.getKey() instanceof String name)) {
          return false;
        }
        output.writeName(name);
        if (!wrote(output, field.getValue())) {
          return false;
        }
      }
      output.writeEndObject();
      return true;
    }
  }

  /** Where a reader is in a document. */
  static final class Tokens {
    private final byte[] bytes;
    private final JsonParser parser;
    private final TextCache texts = new TextCache();
    private Token token = Token.END;

    private Tokens(byte[] bytes) {
      this.bytes = bytes;
      this.parser = READER.createParser(ObjectReadContext.empty(), bytes, 0, bytes.length);
    }

    Token next() {
      try {
        token = kind(parser.nextToken());
      } catch (JacksonException failure) {
        throw refusal(failure);
      }
      return token;
    }

    Token token() {
      return token;
    }

    void skip() {
      try {
        parser.skipChildren();
      } catch (JacksonException failure) {
        throw refusal(failure);
      }
    }

    /** Refuses what follows the document. */
    void end() {
      if (next() != Token.END) {
        throw malformed(bytes, 0, bytes.length, parser.currentTokenLocation(), null);
      }
    }

    boolean isText() {
      return parser.currentToken() == JsonToken.VALUE_STRING;
    }

    /** The name of a field, or a text. */
    String text() {
      return texts.text(
          parser.getStringCharacters(), parser.getStringOffset(), parser.getStringLength());
    }

    /** A list of the last text alone; it cannot be changed. */
    List<@Nullable Object> alone() {
      return texts.alone();
    }

    /** A text, number, boolean or null. */
    @Nullable Object scalar() {
      try {
        return switch (parser.currentToken()) {
          case VALUE_STRING -> text();
          case VALUE_NUMBER_INT -> parser.getNumberValue();
          case VALUE_NUMBER_FLOAT -> decimal();
          case VALUE_TRUE -> true;
          case VALUE_FALSE -> false;
          default -> null;
        };
      } catch (JacksonException failure) {
        throw refusal(failure);
      }
    }

    private BigDecimal decimal() {
      checkNumber(parser);
      return parser.getDecimalValue();
    }

    /** The document is no object, or none at all. */
    InvalidInputException noObject() {
      check(bytes, 0, bytes.length);
      var start = JsonText.excerpt(bytes, 0, bytes.length, 0);
      return new InvalidInputException(
          ErrorCode.UNREADABLE_PAYLOAD, "payload at $", start, "a JSON object");
    }

    private static Token kind(@Nullable JsonToken token) {
      return switch (token) {
        case null -> Token.END;
        case START_OBJECT -> Token.BEGIN_OBJECT;
        case END_OBJECT -> Token.END_OBJECT;
        case START_ARRAY -> Token.BEGIN_LIST;
        case END_ARRAY -> Token.END_LIST;
        case PROPERTY_NAME -> Token.NAME;
        default -> Token.SCALAR;
      };
    }

    // The walk through the whole knows better what is wrong.
    private InvalidInputException refusal(JacksonException failure) {
      check(bytes, 0, bytes.length);
      return malformed(bytes, 0, bytes.length, failure.getLocation(), failure);
    }
  }

  /** Passes on what goes out, except numbers and strings that have no form in strict JSON. */
  private static final class Output extends JsonGeneratorDelegate {
    Output(JsonGenerator target) {
      super(target, false);
    }

    @Override
    public JsonGenerator writeName(String name) {
      checkText(name, "property name in ");
      return super.writeName(name);
    }

    @Override
    public JsonGenerator writeString(String text) {
      checkText(text, "string at ");
      return super.writeString(text);
    }

    @Override
    public JsonGenerator writeString(char[] text, int offset, int length) {
      return writeString(new String(text, offset, length));
    }

    @Override
    public JsonGenerator writeNumber(double number) {
      if (!Double.isFinite(number)) {
        throw JsonText.numberRefusal(Double.toString(number), where());
      }
      return super.writeNumber(number);
    }

    @Override
    public JsonGenerator writeNumber(float number) {
      if (!Float.isFinite(number)) {
        throw JsonText.numberRefusal(Float.toString(number), where());
      }
      return super.writeNumber(number);
    }

    @Override
    public JsonGenerator writeNumber(BigInteger number) {
      checkNumber(number.toString(), 0);
      return super.writeNumber(number);
    }

    @Override
    public JsonGenerator writeNumber(BigDecimal number) {
      checkNumber(number.toString(), number.doubleValue());
      return super.writeNumber(number);
    }

    @Override
    public JsonGenerator writeArray(double[] numbers, int offset, int length) {
      writeStartArray(numbers, length);
      for (int i = offset; i < offset + length; i++) {
        writeNumber(numbers[i]);
      }
      return writeEndArray();
    }

    @Override
    public JsonGenerator writeRawValue(String text) {
      throw new InvalidInputException(
          ErrorCode.UNSERIALIZABLE_PAYLOAD, "raw JSON at " + where(), text, DataOnly.FORM);
    }

    private void checkText(@Nullable String text, String what) {
      int lone = text == null ? -1 : Utf8.loneSurrogate(text);
      if (text != null && lone >= 0) {
        throw Utf8.surrogateRefusal(text, lone, what + where());
      }
    }

    private void checkNumber(String number, double value) {
      if (!JsonText.isAllowed(number, value)) {
        throw JsonText.numberRefusal(number, where());
      }
    }

    private String where() {
      var context = streamWriteContext();
      // What is being written is not counted yet, so the count is its index.
      return path(context, context.getEntryCount());
    }
  }

  /** Refuses objects that can be taken apart into properties but are no data, such as threads. */
  private static final class DataOnly extends ValueSerializerModifier {
    private static final long serialVersionUID = 1L;
    static final String FORM = "records, beans, maps, collections and scalars without a cycle";

    @Override
    public ValueSerializer<?> modifySerializer(
        SerializationConfig config, BeanDescription.Supplier bean, ValueSerializer<?> serializer) {
      boolean generic =
          serializer instanceof BeanSerializerBase
              || serializer instanceof UnknownSerializer
              || serializer instanceof ToEmptyObjectSerializer;
      if (generic && !isData(bean.getBeanClass())) {
        throw new InvalidInputException(
            ErrorCode.UNSERIALIZABLE_PAYLOAD,
            "payload with an object of type",
            bean.getBeanClass().getTypeName(),
            FORM);
      }
      return serializer;
    }

    // What extends a class of the JDK is a thread, a stream, an exception, but no plain data.
    private static boolean isData(Class<?> type) {
      if (type.isHidden() || isOfJdk(type)) {
        return false;
      }
      var parent = type.getSuperclass();
      return parent == null || parent == Object.class || parent == Record.class || isData(parent);
    }

    private static boolean isOfJdk(Class<?> type) {
      var module = type.getModule().getName();
      return module != null && (module.startsWith("java.") || module.startsWith("jdk."));
    }
  }

  /** Makes a primitive part of a record required: absent is not zero. */
  private static final class PrimitivesRequired extends JacksonAnnotationIntrospector {
    private static final long serialVersionUID = 1L;

    @Override
    public @Nullable Boolean hasRequiredMarker(MapperConfig<?> config, AnnotatedMember member) {
      var marked = super.hasRequiredMarker(config, member);
      return (marked == null && member.getRawType().isPrimitive()) ? Boolean.TRUE : marked;
    }
  }
}
