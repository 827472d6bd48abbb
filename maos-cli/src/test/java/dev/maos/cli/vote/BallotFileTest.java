package dev.maos.cli.vote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maos.base.InvalidInputException;
import dev.maos.consensus.Decision;
import dev.maos.consensus.Fraction;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files of ballots: what they may say, and what is said of those that are malformed. */
class BallotFileTest {
  private static final String SCHULZE = "'rule':'SCHULZE','options':['A','B','C']";
  private static final String MAJORITY = "'rule':'SIMPLE_MAJORITY'";

  @Test
  void ranksAreListsOfNamesOrNames() {
    var count = count("{%s,'ballots':[{'ranking':[['A'],['B','C']]},{'ranking':['B','A']}]}");

    assertThat(count.pairings().duels().getFirst().forOne()).isEqualTo(Fraction.ONE);
    assertThat(count.turnout().cast().participants()).isEqualTo(Fraction.of(2));
  }

  @Test
  void theFieldsMayStandInAnyOrder() {
    var first = count("{'ballots':[{'ranking':['B']}],%s}");
    var last = count("{%s,'ballots':[{'ranking':['B']}]}");
    var between = count("{'rule':'SCHULZE','ballots':[{'ranking':['B']}],'options':['A','B','C']}");

    assertThat(first).isEqualTo(last).isEqualTo(between);
    assertThat(first.decision()).isEqualTo(new Decision.Winner("B"));
  }

  @Test
  void countsAndWeightsAreExact() {
    var count =
        read("{'rule':'WEIGHTED','ballots':["
                + "{'choice':'YES','weight':0.1},{'choice':'YES','weight':'1/5'},"
                + "{'choice':'NO','count':3,'weight':1e-1},"
                + "{'choice':'ABSTAIN','count':'1/2'}]}")
            .count();

    assertThat(count.rounds().getFirst().of("YES")).isEqualTo(Fraction.of(3, 10));
    assertThat(count.rounds().getFirst().of("NO")).isEqualTo(Fraction.of(3, 10));
    assertThat(count.turnout().cast())
        .isEqualTo(new dev.maos.consensus.Roll(Fraction.of(11, 2), Fraction.of(11, 10)));
    assertThat(count.decision()).isEqualTo(new Decision.Rejected());
  }

  @Test
  void aNumberOfVotersIsTheBaseOfTheQuorum() {
    var ballots = "'ballots':[{'choice':'YES','count':3}]";

    assertThat(read("{" + MAJORITY + ",'eligible':7," + ballots + "}").count().decision())
        .isEqualTo(new Decision.NoQuorum());
    assertThat(read("{" + MAJORITY + ",'eligible':6," + ballots + "}").count().decision())
        .isEqualTo(new Decision.Passed());
  }

  @Test
  void votersByNameHaveWeightsAndDelegates() {
    var count =
        read("{"
                + MAJORITY
                + ",'eligible':['a',{'voter':'b','weight':'5/2'},'c'],"
                + "'parameters':{'delegates':{'b':'c'}},"
                + "'ballots':[{'voter':'a','choice':'yes'},"
                + "{'voter':'c','choice':'NO','weight':1,'count':1}]}")
            .count();

    assertThat(count.rounds().getFirst().of("NO")).isEqualTo(Fraction.of(7, 2));
    assertThat(count.decision()).isEqualTo(new Decision.Rejected());
  }

  @Test
  void aVetoIsOfThoseWhoHoldOne() {
    var ballots = "'ballots':[{'choice':'YES','count':9},{'choice':'VETO','voter':'a'}]}";

    assertThat(read("{" + MAJORITY + "," + ballots).count().decision())
        .isEqualTo(new Decision.Vetoed());
    assertThat(read("{" + MAJORITY + ",'parameters':{'veto':['a']}," + ballots).count().decision())
        .isEqualTo(new Decision.Vetoed());
    refused(
        "{" + MAJORITY + ",'parameters':{'veto':['b']}," + ballots,
        "INVALID_BALLOT_FILE: ballots[1].choice \"VETO\" is not allowed; expected a choice of one"
            + " who holds no veto");
  }

  @Test
  void ballotsFromPaperFollowTheParameters() {
    var count =
        read("{'rule':'RANKED_CHOICE','options':['A','B'],'parameters':{"
                + "'overvote':'exhaustImmediately','maxSkippedRanks':'unlimited',"
                + "'duplicate':'skip','batchElimination':true,'continueUntilTwo':true},"
                + "'ballots':[{'ranking':[['A','B']]},{'ranking':[[],[],['B']]},"
                + "{'ranking':['A','A','B'],'count':2}]}")
            .count();

    var round = count.rounds().getFirst();
    assertThat(round.exhausted()).isEqualTo(Fraction.ONE);
    assertThat(round.of("A")).isEqualTo(Fraction.of(2));
    assertThat(round.of("B")).isEqualTo(Fraction.ONE);
  }

  @Test
  void tiesAreBrokenByTheChain() {
    var ballots = "'ballots':[{'choice':'A'},{'choice':'B'}]}";
    var start = "{'rule':'PLURALITY','options':['A','B'],'parameters':{";

    assertThat(read(start + "'tie':['ORDER'],'order':['B','A']}," + ballots).count().decision())
        .isEqualTo(new Decision.Winner("B"));
    assertThat(read(start + "'tie':'ORDER'}," + ballots).count().decision())
        .isEqualTo(new Decision.Winner("A"));
    assertThat(read(start + "'tie':'status-quo'}," + ballots).count().decision())
        .isEqualTo(new Decision.Tied(List.of("A", "B")));
    assertThat(
            read(start + "'tie':['ARBITER'],'ruling':[['B'],['A']]}," + ballots).count().decision())
        .isEqualTo(new Decision.Winner("B"));
    assertThat(read(start + "'tie':['LOT'],'lot':'maos'}," + ballots).count().decision())
        .isEqualTo(read(start + "'tie':['LOT'],'lot':'maos'}," + ballots).count().decision());
  }

  @Test
  void theOtherKindsOfBallotsAreRead() {
    var approval =
        read(
            "{'rule':'APPROVAL','options':['A','B'],'ballots':["
                + "{'approve':['A','B']},{'approve':'B','reason':'cheap'}]}");
    var score =
        read(
            "{'rule':'SCORE','options':['A','B'],'parameters':{'min':0,'max':5,'average':'mean',"
                + "'unscored':'excluded'},'ballots':[{'score':{'A':5}},{'score':{'A':2,'B':4}}]}");

    assertThat(approval.count().decision()).isEqualTo(new Decision.Winner("B"));
    assertThat(score.count().decision()).isEqualTo(new Decision.Winner("B"));
  }

  @Test
  void whatHasNoEffectIsNamed() {
    var file =
        read(
            "{"
                + MAJORITY
                + ",'parameters':{'unranked':'tied-last','quorum':0},"
                + "'ballots':[{'choice':'YES'}]}");

    assertThat(file.ignored()).containsExactly("unranked");
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "'ranking':[['A'],['Z']] | ballots[1].ranking[1][0] \"Z\" | one of the options",
        "'ranking':['A','B','A'] | ballots[1].ranking[2][0] \"A\" | each option at most once",
        "'ranking':[['A','B'],['B']] | ballots[1].ranking[1][0] \"B\" | each option at most once",
        "'ranking':[[]] | ballots[1].ranking[0] \"[]\" | at least one option in each rank",
        "'ranking':'A' | ballots[1].ranking \"A\" | a list",
        "'ranking':[['A'],[7]] | ballots[1].ranking[1][0] \"7\" | a text of at most 1,000",
        "'ranking':[['A'],7] | ballots[1].ranking[1] \"7\" | a list",
        "'ranking':[['A'],{}] | ballots[1].ranking[1] \"an object\" | a list",
        "'choice':'A','ranking':['A'] | ballots[1].choice \"choice\" | only one of ranking, choice",
        "'count':3 | ballots[1] \"nothing\" | one of ranking, choice, approve, score",
        "'choice':'Z' | ballots[1].choice \"Z\" | one of the options",
        "'choice':7 | ballots[1].choice \"7\" | a text",
        "'approve':['A'] | ballots[1].approve \"an approval\" | a ranking or a choice, or ABSTAIN",
        "'score':{'A':1} | ballots[1].score \"scores\" | a ranking or a choice, or ABSTAIN",
        "'choice':'YES' | ballots[1].choice \"YES\" | one of the options",
        "'ranking':['A'],'count':-1 | ballots[1].count \"-1\" | zero or more",
        "'ranking':['A'],'count':'x' | ballots[1].count \"x\" | a number such as 3, 0.25 or 2/3",
        "'ranking':['A'],'count':'1/0' | ballots[1].count \"1/0\" | a number such as",
        "'ranking':['A'],'count':true | ballots[1].count \"true\" | a number or a fraction",
        "'ranking':['A'],'weight':-0.5 | ballots[1].weight \"-0.5\" | zero or more",
        "'ranking':['A'],'weight':1e300 | ballots[1].weight \"1E+300\" | zero or more, of numbers",
        "'ranking':['A'],'weight':'NaN' | ballots[1].weight \"NaN\" | a number such as",
        "'ranking':['A'],'wieght':2 | field of ballots[1] \"wieght\" | one of count, weight, voter",
        "'ranking':['A'],'voter':'a' | ballots[1].voter \"a\" | each voter once",
        "'ranking':['A'],'reason':7 | ballots[1].reason \"7\" | a text"
      })
  void aMalformedBallotIsRefusedWithItsPlace(String ballot, String place, String expected) {
    refused(
        "{%s,'ballots':[{'ranking':['A'],'voter':'a'},{%s}]}".formatted(SCHULZE, ballot),
        place + " is not allowed; expected " + expected);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{'ballots':[]} | rule is missing | a value",
        "{'rule':'DICTATOR','ballots':[]} | rule \"DICTATOR\" | one of simple-majority, absolute-",
        "{'rule':7,'ballots':[]} | rule \"7\" | a text",
        "{'rule':'SCHULZE','ballots':[]} | options is missing | a value",
        "{'rule':'SCHULZE','options':'A','ballots':[]} | options \"A\" | a list",
        "{'rule':'SCHULZE','options':[],'ballots':[]} | options \"0 options\" | 1 to 1000 under",
        "{'rule':'SCHULZE','options':['A','A'],'ballots':[]} | options[1] \"A\" | a name that no",
        "{'rule':'SCHULZE','options':['A',7],'ballots':[]} | options[1] \"7\" | a text",
        "{'rule':'NEM_CON','options':['A'],'ballots':[]} | options[0] \"A\" | YES, NO or ABSTAIN",
        "{'rule':'NEM_CON'} | ballots is missing | a value",
        "{'rule':'NEM_CON','ballots':{}} | ballots \"an object\" | a list",
        "{'rule':'NEM_CON','ballots':[7]} | ballots[0] \"7\" | an object",
        "{'rule':'NEM_CON','ballot':[],'ballots':[]} | field of the file \"ballot\" | one of rule,",
        "{'rule':'NEM_CON','parameters':[],'ballots':[]} | parameters \"a list of 0\" | an object",
        "{'rule':'NEM_CON','parameters':{'quorom':1},'ballots':[]} | field of parameters \"quorom\""
            + " | one of quorum, threshold",
        "{'rule':'NEM_CON','parameters':{'quorum':'3/2'},'ballots':[]} | quorum \"3/2\" | a share",
        "{'rule':'NEM_CON','parameters':{'quorum':{}},'ballots':[]} | parameters.quorum.share"
            + " is missing | a value",
        "{'rule':'NEM_CON','parameters':{'quorum':{'share':1,'counting':['X']}},'ballots':[]} |"
            + " parameters.quorum.counting[0] \"X\" | one of yes, no, abstain",
        "{'rule':'SUPER_MAJORITY','parameters':{'threshold':'4/3'},'ballots':[]} | threshold"
            + " \"4/3\" | more than 0",
        "{'rule':'SUPER_MAJORITY','parameters':{'strict':'yes'},'ballots':[]} | parameters.strict"
            + " \"yes\" | true or false",
        "{'rule':'SUPER_MAJORITY','parameters':{'base':'ALL'},'ballots':[]} | parameters.base"
            + " \"ALL\" | one of cast, eligible",
        "{'rule':'SIMPLE_MAJORITY','parameters':{'base':'ELIGIBLE'},'ballots':[]} | base of"
            + " SIMPLE_MAJORITY \"ELIGIBLE\" | CAST",
        "{'rule':'WEIGHTED','parameters':{'over':'WEIGHTED'},'ballots':[]} | parameters.over"
            + " \"WEIGHTED\" | another rule",
        "{'rule':'BORDA','options':['A'],'parameters':{'unranked':'first'},'ballots':[]} |"
            + " parameters.unranked \"first\" | one of tied-last, no-opinion",
        "{'rule':'BORDA','options':['A'],'parameters':{'tie':['PREVIOUS_ROUNDS']},'ballots':[]} |"
            + " tie[0] \"PREVIOUS_ROUNDS\" | a chain that ends",
        "{'rule':'BORDA','options':['A'],'parameters':{'tie':['COIN']},'ballots':[]} |"
            + " parameters.tie[0] \"COIN\" | one of previous-rounds, order, lot",
        "{'rule':'BORDA','options':['A'],'parameters':{'tie':['ORDER'],'order':['B']},'ballots':[]}"
            + " | order \"B\" | every option once",
        "{'rule':'BORDA','options':['A'],'parameters':{'tie':['ARBITER'],'ruling':['B']},"
            + "'ballots':[]} | parameters.ruling[0][0] \"B\" | one of the options",
        "{'rule':'RANKED_CHOICE','options':['A'],'parameters':{'maxSkippedRanks':-1},'ballots':[]}"
            + " | parameters.maxSkippedRanks \"-1\" | a whole number from 0 to 1,000",
        "{'rule':'SCORE','options':['A'],'parameters':{'min':5,'max':4},'ballots':[]} | range of"
            + " scores \"5..4\" | two different numbers",
        "{'rule':'SCORE','options':['A'],'parameters':{'max':4},'ballots':[{'score':{'A':5}}]} |"
            + " ballots[0].score.A \"5\" | -1000000 to 4",
        "{'rule':'SCORE','options':['A'],'ballots':[{'score':{'A':1.5}}]} | ballots[0].score.A"
            + " \"1.5\" | a whole number",
        "{'rule':'APPROVAL','options':['A'],'ballots':[{'approve':['A','A']}]} |"
            + " ballots[0].approve[1] \"A\" | each option at most once",
        "{'rule':'NEM_CON','eligible':0,'ballots':[{'choice':'YES'}]} | eligible \"0\" | at least"
            + " the number of ballots, 1",
        "{'rule':'NEM_CON','eligible':'all','ballots':[]} | eligible \"all\" | a whole number",
        "{'rule':'NEM_CON','eligible':['a','a'],'ballots':[]} | eligible[1] \"a\" | each voter once",
        "{'rule':'NEM_CON','eligible':['a b'],'ballots':[]} | eligible[0] \"a b\" | 1-64 letters",
        "{'rule':'NEM_CON','eligible':[{'voter':'a','weight':-1}],'ballots':[]} |"
            + " eligible[0].weight \"-1\" | zero or more",
        "{'rule':'NEM_CON','eligible':[{'voter':'a','wight':1}],'ballots':[]} | field of eligible[0]"
            + " \"wight\" | one of voter, weight",
        "{'rule':'NEM_CON','eligible':[],'ballots':[]} | participants \"0\" | 1 to 10000",
        "{'rule':'NEM_CON','eligible':[{'voter':'a','weight':0}],'ballots':[]} | total weight \"0\""
            + " | more than zero",
        "{'rule':'NEM_CON','eligible':['a'],'ballots':[{'choice':'YES'}]} | ballots[0].voter"
            + " is missing | a value",
        "{'rule':'NEM_CON','eligible':['a'],'ballots':[{'choice':'YES','voter':'b'}]} |"
            + " ballots[0].voter \"b\" | one of those who are eligible",
        "{'rule':'NEM_CON','eligible':['a'],'ballots':[{'choice':'YES','voter':'a'},"
            + "{'choice':'NO','voter':'a'}]} | ballots[1].voter \"a\" | each voter once",
        "{'rule':'NEM_CON','eligible':['a'],'ballots':[{'choice':'YES','voter':'a','weight':2}]} |"
            + " ballots[0].weight \"2\" | the weight of the voter, 1",
        "{'rule':'NEM_CON','eligible':['a'],'ballots':[{'choice':'YES','voter':'a','count':2}]} |"
            + " ballots[0].count \"2\" | 1, for a voter",
        "{'rule':'NEM_CON','eligible':['a'],'ballots':[{'choice':'MAYBE','voter':'a'}]} |"
            + " ballots[0].choice \"MAYBE\" | YES or NO, or ABSTAIN",
        "{'rule':'NEM_CON','eligible':['a'],'parameters':{'delegates':{'a':'b'}},'ballots':[]} |"
            + " parameters.delegates.a \"b\" | one of those who are eligible",
        "[] | payload at $ \"[\" | a JSON object",
        "7 | payload at $ \"7\" | a JSON object",
        "{'rule':'NEM_CON','rule':'NEM_CON','ballots':[]} | JSON at line 1, column 25 | one JSON",
        "{'rule':'NEM_CON','ballots':[} | JSON at line 1, column 30 | one JSON",
        "{'rule':'NEM_CON','ballots':[]} x | JSON at line 1, column 33 | one JSON",
        "{'rule':'NEM_CON','ballots':[{'choice':'YES','count':1e999}]} | number at"
            + " $.ballots[0].count \"1e999\" | a finite number"
      })
  void aMalformedFileIsRefusedWithThePlace(String json, String place, String expected) {
    assertThatThrownBy(() -> read(json).count())
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining(place)
        .hasMessageContaining("expected " + expected);
  }

  @Test
  void anEmptyFileIsNone() {
    refused("", "JSON at line 1, column 1");
    refused("\ufeff{}", "JSON at line 1, column 1");
  }

  private static dev.maos.consensus.Count count(String json) {
    return read(json.replace("%s", SCHULZE)).count();
  }

  /** With single quotes, which are easier on the eye here. */
  private static BallotFile read(String json) {
    return BallotFile.read(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
  }

  private static void refused(String json, String message) {
    assertThatThrownBy(() -> read(json).count())
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining(message);
  }
}
