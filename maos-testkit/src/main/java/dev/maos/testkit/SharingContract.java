package dev.maos.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maos.base.Payload;
import dev.maos.message.GroupName;
import dev.maos.message.Message;
import dev.maos.message.QueueName;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Groups: each message goes to one member, and batching does not defeat the sharing of work. */
abstract class SharingContract extends StorageScene {
  SharingContract(TransportFixture fixture) {
    super(fixture);
  }

  @ParameterizedTest(name = "{0} members")
  @ValueSource(ints = {2, 4, 16})
  void ofAsManyMessagesAsIdleMembersEachMemberGetsOne(int members) {
    var team = openTeam(members);
    team.forEach(member -> assertThat(member.take(PLENTY)).isEmpty());
    send(IntStream.range(0, members).mapToObj(i -> teamJob("job " + i)).toArray(Message[]::new));

    assertThat(team).allSatisfy(member -> assertThat(member.take(PLENTY)).hasSize(1));
  }

  @ParameterizedTest(name = "{0} members")
  @ValueSource(ints = {2, 4, 16})
  void ofTopicMessagesToAGroupEachIdleMemberGetsOne(int members) {
    var team = openTeam(members);
    team.forEach(member -> assertThat(member.take(PLENTY)).isEmpty());
    send(IntStream.range(0, members).mapToObj(i -> news("item " + i)).toArray(Message[]::new));

    assertThat(team).allSatisfy(member -> assertThat(member.take(PLENTY)).hasSize(1));
  }

  @ParameterizedTest(name = "{0} members")
  @ValueSource(ints = {2, 4, 16})
  void everyIdleMemberHearsTheBell(int members) {
    var team = openTeam(members);
    team.forEach(member -> assertThat(member.take(PLENTY)).isEmpty());
    team.forEach(Reader::ringsSince);

    send(IntStream.range(0, members).mapToObj(i -> teamJob("job " + i)).toArray(Message[]::new));

    assertThat(team).allSatisfy(member -> Waiting.until("bell", () -> member.ringsSince() > 0));
  }

  @Test
  void whatOneMemberLeavesToAnIdleOneRingsItsBell() {
    var team = openTeam(2);
    team.forEach(member -> assertThat(member.take(PLENTY)).isEmpty());
    team.forEach(Reader::ringsSince);
    send(teamJob("to the group"));
    send(news("to everyone"));

    var taken = new ArrayList<String>();
    for (var member : team) {
      if (member.ringsSince() > 0) {
        taken.addAll(texts(member.take(PLENTY)));
      }
    }

    assertThat(taken).containsExactlyInAnyOrder("to the group", "to everyone");
  }

  @Test
  void aMemberThatDeclinesPassesTheBellOn() {
    var team = openTeam(3);
    team.forEach(member -> assertThat(member.take(PLENTY)).isEmpty());
    team.forEach(Reader::ringsSince);
    send(teamJob("work"));

    var idle = new ArrayList<>(team);
    for (int i = 0; i < 2; i++) {
      var rung = idle.stream().filter(member -> member.ringsSince() > 0).findFirst().orElseThrow();
      assertThat(rung.take(0)).isEmpty();
      idle.remove(rung);
    }

    assertThat(idle.getFirst().ringsSince()).isPositive();
    assertThat(texts(idle.getFirst().take(PLENTY))).containsExactly("work");
  }

  @Test
  void theBellIsSilentForAMemberThatDeclinedUntilItTakesAgain() {
    var member = openTeam(1).getFirst();
    assertThat(member.take(0)).isEmpty();
    member.ringsSince();
    send(teamJob("work"));
    assertThat(member.ringsSince()).isZero();

    assertThat(texts(member.take(PLENTY))).containsExactly("work");
  }

  @Test
  void aMessageToAGroupGoesToOneMember() {
    var team = openTeam(3);
    send(teamJob("once"));

    assertThat(everythingTakenBy(team)).containsExactly("once");
  }

  @Test
  void aMessageToAGroupWithoutMembersWaits() {
    send(teamJob("early"));

    assertThat(openTeam(1).getFirst().drain()).containsExactly("early");
  }

  @Test
  void aMemberThatLeftLeavesItsShareToTheOthers() {
    var team = openTeam(2);
    team.getFirst().close();
    sendMany(4, toTeam());

    assertThat(team.getLast().take(PLENTY)).hasSize(4);
  }

  @Test
  void whatALeavingMemberHeldIsTakenByAnother() {
    var team = openTeam(2);
    send(teamJob("work"));
    team.getFirst().takeOne();

    team.getFirst().close();

    assertThat(texts(team.getLast().take(PLENTY))).containsExactly("work");
  }

  @Test
  void aBusyMemberIsLeftNothing() {
    var team = openTeam(2);
    sendMany(1, toTeam());
    team.getFirst().takeOne();
    sendMany(4, toTeam());

    assertThat(team.getLast().take(PLENTY)).hasSize(4);
  }

  @Test
  void aMemberReadsForTheGroupAndNotForItself() {
    var member = openTeam(1).getFirst();
    send(job("to bob himself"));
    send(teamJob("to the team"));

    assertThat(member.drain()).containsExactly("to the team");
    assertThat(openBob().drain()).containsExactly("to bob himself");
  }

  @Test
  void aMessageToEveryoneGoesToOneMemberOfEachGroup() {
    var team = openTeam(2);
    var crew = List.of(openCrew(), openCrew());
    var loner = openBob();
    send(news("extra"));

    assertThat(everythingTakenBy(team)).containsExactly("extra");
    assertThat(everythingTakenBy(crew)).containsExactly("extra");
    assertThat(loner.drain()).containsExactly("extra");
  }

  @Test
  void groupsDoNotReadEachOthersMessages() {
    var crew = openCrew();
    send(teamJob("for the team"));

    assertThat(crew.take(PLENTY)).isEmpty();
  }

  @Test
  void aGroupAndAnAgentOfOneNameAreTwoDestinations() {
    send(Message.from(ALICE).toGroup("bob").on("jobs").command(Payload.text("to the group")));
    send(job("to the agent"));

    assertThat(openBob().drain()).containsExactly("to the agent");
    assertThat(stats(QueueName.group(GroupName.of("bob"))).ready()).isEqualTo(1);
  }

  private Reader openCrew() {
    return open(Reading.of(">").by(CAROL).inGroup("crew"));
  }

  private static List<String> everythingTakenBy(List<Reader> readers) {
    var all = new ArrayList<String>();
    readers.forEach(reader -> all.addAll(texts(reader.take(PLENTY))));
    return all;
  }
}
