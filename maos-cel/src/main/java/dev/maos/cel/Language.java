package dev.maos.cel;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelOptions;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.CelValidationException;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelFunctionBinding;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import dev.maos.base.ErrorCode;
import dev.maos.base.InvalidInputException;
import dev.maos.base.Topic;
import dev.maos.base.TopicPattern;
import dev.maos.event.EventSeverity;

/** What expressions may say, and how much they may cost. */
final class Language {
  static final String WITHIN = "within";

  private static final String WITHIN_PATTERN = "topic_within_pattern";
  private static final String FORM =
      "a condition in CEL, as type == 'TASK_FAILED' && data.lines > 100";

  private static final CelOptions OPTIONS =
      CelOptions.current()
          .enableHeterogeneousNumericComparisons(true)
          .maxExpressionCodePointSize(8_192)
          .maxParseRecursionDepth(64)
          .maxParseErrorRecoveryLimit(1)
          .comprehensionMaxIterations(10_000)
          .maxRegexProgramSize(1_000)
          .build();
  private static final CelCompiler COMPILER = compiler();
  private static final CelRuntime RUNTIME =
      CelRuntimeFactory.legacyCelRuntimeBuilder()
          .setOptions(OPTIONS)
          .addFunctionBindings(
              CelFunctionBinding.from(WITHIN_PATTERN, String.class, String.class, Language::within))
          .build();

  private Language() {}

  private static CelCompiler compiler() {
    var builder =
        CelCompilerFactory.standardCelCompilerBuilder()
            .setOptions(OPTIONS)
            .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
            .addVar("id", SimpleType.STRING)
            .addVar("type", SimpleType.STRING)
            .addVar("source", SimpleType.STRING)
            .addVar("topic", SimpleType.STRING)
            .addVar("correlation", SimpleType.STRING)
            .addVar("severity", SimpleType.INT)
            .addVar("tags", ListType.create(SimpleType.STRING))
            .addVar("metadata", MapType.create(SimpleType.STRING, SimpleType.STRING))
            .addVar("time", SimpleType.TIMESTAMP)
            .addVar("data", MapType.create(SimpleType.STRING, SimpleType.DYN))
            .addFunctionDeclarations(
                CelFunctionDecl.newFunctionDeclaration(
                    WITHIN,
                    CelOverloadDecl.newMemberOverload(
                        WITHIN_PATTERN, SimpleType.BOOL, SimpleType.STRING, SimpleType.STRING)));
    for (var severity : EventSeverity.values()) {
      builder.addVar(severity.name(), SimpleType.INT);
    }
    return builder.build();
  }

  private static boolean within(String topic, String pattern) {
    return TopicPattern.of(pattern).matches(new Topic(topic));
  }

  /** The expression, read and checked. */
  static CelAbstractSyntaxTree compile(String text) {
    try {
      return COMPILER.compile(text).getAst();
    } catch (CelValidationException e) {
      var issue = e.getErrors().getFirst();
      // Of its own failures the library says no place.
      int column = Math.max(issue.getSourceLocation().getColumn(), 0) + 1;
      throw refusal(text, column, issue.getMessage());
    }
  }

  /** A part of a checked expression, ready to be evaluated; thread-safe. */
  static CelRuntime.Program program(String text, CelAbstractSyntaxTree whole, CelExpr part) {
    var ast =
        CelAbstractSyntaxTree.newCheckedAst(
            part, whole.getSource(), whole.getReferenceMap(), whole.getTypeMap());
    try {
      return RUNTIME.createProgram(ast);
    } catch (CelEvaluationException e) {
      throw refusal(text, 1, String.valueOf(e.getMessage()));
    }
  }

  static InvalidInputException refusal(String text, int column, String why) {
    var place = "filter, column " + column;
    var reason = why.lines().findFirst().orElse("").replace(" (in container '')", "");
    return new InvalidInputException(
        ErrorCode.INVALID_FILTER, place, text, FORM + " (" + cut(reason) + ")");
  }

  private static String cut(String reason) {
    return reason.length() <= 200 ? reason : reason.substring(0, 200) + "...";
  }
}
