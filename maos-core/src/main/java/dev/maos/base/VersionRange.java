package dev.maos.base;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Which versions will do: {@code >=17}, {@code >=1.2 <2}, {@code ^1.2} (of the same major number,
 * not older), {@code ~1.2} (of the same minor number too), {@code =1.4.0}; or any.
 *
 * <p>A pre-release is in a range only if the range names a pre-release of the same release: {@code
 * >=1.0} does not stumble into {@code 2.0.0-rc.1}. Immutable.
 *
 * @param terms what must hold, all of them; none for any version
 */
public record VersionRange(List<Term> terms) {
  /** Any version, also none. */
  public static final VersionRange ANY = new VersionRange(List.of());

  private static final String FORM =
      "up to four of >=V >V <=V <V =V ^V ~V, each with a version V as in 1.4";
  private static final int MAX_TERMS = 4;
  private static final Pattern TERM = Pattern.compile("\\s*(>=|<=|>|<|=|\\^|~)\\s*([^\\s<>=^~]+)");

  /** How a version stands to the one of a term. */
  public enum Comparison {
    AT_LEAST(">="),
    MORE(">"),
    AT_MOST("<="),
    LESS("<"),
    EXACTLY("=");

    private final String sign;

    Comparison(String sign) {
      this.sign = sign;
    }

    private boolean holds(int order) {
      return switch (this) {
        case AT_LEAST -> order >= 0;
        case MORE -> order > 0;
        case AT_MOST -> order <= 0;
        case LESS -> order < 0;
        case EXACTLY -> order == 0;
      };
    }
  }

  /** One thing that must hold. */
  public record Term(Comparison comparison, Version version) {
    @Override
    public String toString() {
      return comparison.sign + version;
    }
  }

  /** Copies the terms; more than eight are refused with {@link ErrorCode#INVALID_VERSION}. */
  public VersionRange {
    terms = List.copyOf(terms);
    if (terms.size() > 2 * MAX_TERMS) {
      throw refusal(terms.toString());
    }
  }

  /** Reads the text form, or refuses it; the empty text is any version. */
  public static VersionRange of(String text) {
    var terms = new ArrayList<Term>();
    var match = TERM.matcher(text);
    int at = 0;
    while (match.find() && match.start() == at) {
      addTerms(match.group(1), match.group(2), terms);
      at = match.end();
    }
    if (at != text.stripTrailing().length() || terms.size() > 2 * MAX_TERMS) {
      throw refusal(text);
    }
    return new VersionRange(terms);
  }

  /** This version or a later one. */
  public static VersionRange atLeast(Version version) {
    return new VersionRange(List.of(new Term(Comparison.AT_LEAST, version)));
  }

  private static void addTerms(String sign, String text, List<Term> terms) {
    var version = Version.of(text);
    switch (sign) {
      case "^" -> {
        terms.add(new Term(Comparison.AT_LEAST, version));
        terms.add(new Term(Comparison.LESS, Version.of(next(version.major()), 0, 0)));
      }
      case "~" -> {
        terms.add(new Term(Comparison.AT_LEAST, version));
        terms.add(new Term(Comparison.LESS, Version.of(version.major(), next(version.minor()), 0)));
      }
      default -> terms.add(new Term(comparison(sign), version));
    }
  }

  private static int next(int number) {
    return Math.addExact(number, 1);
  }

  private static Comparison comparison(String sign) {
    for (var comparison : Comparison.values()) {
      if (comparison.sign.equals(sign)) {
        return comparison;
      }
    }
    throw refusal(sign);
  }

  /** Whether any version will do, also none. */
  public boolean isAny() {
    return terms.isEmpty();
  }

  /** Whether this version will do. */
  public boolean contains(Version version) {
    for (var term : terms) {
      if (!term.comparison().holds(version.compareTo(term.version()))) {
        return false;
      }
    }
    return isAny() || !version.isPreRelease() || namesPreReleaseOf(version);
  }

  private boolean namesPreReleaseOf(Version version) {
    return terms.stream()
        .map(Term::version)
        .anyMatch(named -> named.isPreRelease() && named.isOfSameRelease(version));
  }

  private static InvalidInputException refusal(String text) {
    return new InvalidInputException(ErrorCode.INVALID_VERSION, "version range", text, FORM);
  }

  /** The text form; empty for any version. */
  @Override
  public String toString() {
    return terms.stream().map(Term::toString).collect(Collectors.joining(" "));
  }
}
