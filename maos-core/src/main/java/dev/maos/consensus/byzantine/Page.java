package dev.maos.consensus.byzantine;

import dev.maos.base.AgentId;
import dev.maos.consensus.ByteReader;
import dev.maos.consensus.ByteText;

/**
 * A memory as it lies in a notebook: behind it is the signature of its member, so that whoever can
 * write the notebook cannot put words into the mouth of a seat. It can still put back an older
 * page; a notebook belongs where only its member writes.
 */
final class Page {
  private static final String KIND = "PAGE";

  private Page() {}

  static byte[] write(Agenda agenda, Member member, Memory memory) {
    var content = Form.memory(agenda.id(), memory);
    var signature = member.signer().sign(signed(member.id(), content));
    return new ByteText().bytes(content).bytes(signature).bytes();
  }

  /**
   * The memory of a page.
   *
   * @throws dev.maos.base.MaosException if this member has not written it for this agenda
   */
  static Memory read(Agenda agenda, Member member, byte[] page) {
    var in = new ByteReader(page);
    var content = in.bytes();
    var signature = in.bytes();
    in.end();
    var key = agenda.charter().key(member.id());
    if (!member.verifier().verify(key, signed(member.id(), content), signature)) {
      throw ByteReader.foreign("is a page that " + member.id() + " has not written");
    }
    return FormReader.memory(content, agenda.id());
  }

  private static byte[] signed(AgentId self, byte[] content) {
    return new ByteText()
        .text(Statement.FORMAT)
        .text(KIND)
        .text(self.value())
        .bytes(content)
        .bytes();
  }
}
