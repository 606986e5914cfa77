package dev.holdline.contract;

import static dev.holdline.contract.WireKind.TCP;
import static dev.holdline.contract.WireKind.UDP;
import static dev.holdline.contract.WireKind.UNIX_DATAGRAM;
import static dev.holdline.contract.WireKind.UNIX_STREAM;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Point 1: a reader gets what the original function would have given it. */
class DataTest {
  private static final int BAD_FD = 1_000_000_000;

  private static void forEach(Predicate<ReadShape> which, Consumer<ReadShape> scenario) {
    Arrays.stream(ReadShape.values()).filter(which).forEach(scenario);
  }

  private static Task<Result> startBlocked(Side side, ReadShape call, Wire wire) {
    return side.startBlocked(wire.near(), () -> call.read(side.libc(), wire.near(), 16, 0));
  }

  @Contract
  void read_dataArrivesWhileWaiting_returnsIt(Case setting) {
    forEach(
        call -> call.reads(setting.kind()),
        call -> {
          Result result =
              setting.sameAsPlain(
                  side -> {
                    Wire wire = side.open(setting.kind());
                    Task<Result> reader = startBlocked(side, call, wire);
                    wire.send("hello");
                    return reader.result();
                  });
          assertThat(result).as("%s", call).isEqualTo(Result.bytes("hello"));
        });
  }

  /** Programs in C keep the begin of a line in the buffer behind which they read on. */
  @Contract
  void read_lessThanTheArrayHolds_leavesTheRestOfIt(Case setting) {
    List<String> contents =
        setting.sameAsPlain(
            side -> {
              Wire wire = side.open(setting.kind());
              byte[] bytes = "abcdefgh".getBytes(StandardCharsets.US_ASCII);
              wire.send("XY");
              Side.until(() -> wire.available() > 0);
              side.run(() -> Result.of(() -> side.libc().read(wire.near(), bytes, 4)));
              String read = new String(bytes, StandardCharsets.US_ASCII);
              side.run(() -> Result.of(() -> side.libc().read(BAD_FD, bytes, bytes.length)));
              return List.of(read, new String(bytes, StandardCharsets.US_ASCII));
            });
    assertThat(contents).containsExactly("XYcdefgh", "XYcdefgh");
  }

  @Contract
  void read_dataThereAlready_returnsWhatFits(Case setting) {
    forEach(
        call -> call.reads(setting.kind()),
        call -> {
          Result result =
              setting.sameAsPlain(
                  side -> {
                    Wire wire = side.open(setting.kind());
                    wire.send("hello");
                    wire.send("world");
                    Side.until(() -> wire.available() > 0);
                    return side.run(() -> call.read(side.libc(), wire.near(), 4, 0));
                  });
          assertThat(result).as("%s", call).isEqualTo(Result.bytes("hell"));
        });
  }

  @Contract({TCP, UNIX_STREAM, WireKind.PIPE})
  void read_peerClosesWhileWaiting_returnsEof(Case setting) {
    forEach(
        call -> call.reads(setting.kind()),
        call -> {
          List<Result> results =
              setting.sameAsPlain(
                  side -> {
                    Wire wire = side.open(setting.kind());
                    Task<Result> reader = startBlocked(side, call, wire);
                    side.libc().close(wire.far());
                    return List.of(reader.result(), side.read(wire.near(), 16));
                  });
          assertThat(results).as("%s", call).containsOnly(Result.of(0));
        });
  }

  @Contract({TCP, UNIX_STREAM})
  void recv_peerShutsDownWriting_returnsEofAndSendingGoesOn(Case setting) {
    List<Result> results =
        setting.sameAsPlain(
            side -> {
              Wire wire = side.open(setting.kind());
              Task<Result> reader = side.startBlockedRead(wire.near(), 16);
              side.libc().shutdown(wire.far(), Net.SHUT_WR);
              List<Result> seen = new ArrayList<>(List.of(reader.result()));
              seen.add(side.write(wire.near(), "on"));
              seen.add(side.read(wire.far(), 16));
              return seen;
            });
    assertThat(results).containsExactly(Result.of(0), Result.of(2), Result.bytes("on"));
  }

  @Contract({TCP, UDP, UNIX_STREAM, UNIX_DATAGRAM})
  void recv_ownReadingShutDown_returnsEof(Case setting) {
    for (ReadShape call : List.of(ReadShape.READV, ReadShape.RECV_ARRAY, ReadShape.RECVMSG)) {
      List<Result> results =
          setting.sameAsPlain(
              side -> {
                Wire wire = side.open(setting.kind());
                Task<Result> reader = startBlocked(side, call, wire);
                side.libc().shutdown(wire.near(), Net.SHUT_RD);
                Result woken = reader.result();
                return List.of(woken, side.run(() -> call.read(side.libc(), wire.near(), 16, 0)));
              });
      assertThat(results).as("%s", call).containsOnly(Result.of(0));
    }
  }

  @Contract(TCP)
  void recv_peerResetsWhileWaiting_returnsEconnresetOnce(Case setting) {
    forEach(
        call -> true,
        call -> {
          List<Result> results =
              setting.sameAsPlain(
                  side -> {
                    Wire wire = side.open(TCP);
                    Task<Result> reader = startBlocked(side, call, wire);
                    Net.setLingerZero(side.libc(), wire.far());
                    side.libc().close(wire.far());
                    return List.of(reader.result(), side.read(wire.near(), 16));
                  });
          assertThat(results)
              .as("%s", call)
              .containsExactly(Result.failed("ECONNRESET"), Result.of(0));
        });
  }

  @Contract(UNIX_STREAM)
  void recv_peerClosesWithUnreadData_returnsEconnreset(Case setting) {
    Result result =
        setting.sameAsPlain(
            side -> {
              Wire wire = side.open(UNIX_STREAM);
              side.libc().write(wire.near(), new byte[3], 3);
              Task<Result> reader = side.startBlockedRead(wire.near(), 16);
              side.libc().close(wire.far());
              return reader.result();
            });
    assertThat(result).isEqualTo(Result.failed("ECONNRESET"));
  }

  @Contract(UDP)
  void recv_nobodyAtPeersPort_returnsEconnrefused(Case setting) {
    Result result =
        setting.sameAsPlain(
            side -> {
              Wire wire = side.open(UDP);
              side.libc().close(wire.far());
              Task<Result> reader = side.startBlockedRead(wire.near(), 16);
              side.libc().write(wire.near(), new byte[3], 3);
              return reader.result();
            });
    assertThat(result).isEqualTo(Result.failed("ECONNREFUSED"));
  }

  @Contract({UDP, UNIX_DATAGRAM})
  void recv_emptyDatagram_returnsZeroAndGoesOn(Case setting) {
    forEach(
        ReadShape::hasFlags,
        call -> {
          List<Result> results =
              setting.sameAsPlain(
                  side -> {
                    Wire wire = side.open(setting.kind());
                    Task<Result> reader = startBlocked(side, call, wire);
                    wire.send("");
                    Result empty = reader.result();
                    wire.send("next");
                    return List.of(empty, side.read(wire.near(), 16));
                  });
          assertThat(results).as("%s", call).containsExactly(Result.of(0), Result.bytes("next"));
        });
  }

  @Contract
  void read_writerOnSameDescriptor_bothProceed(Case setting) {
    if (setting.kind() == WireKind.PIPE) {
      return; // a pipe's end goes one way
    }
    List<Result> results =
        setting.sameAsPlain(
            side -> {
              Wire wire = side.open(setting.kind());
              Task<Result> reader = side.startBlockedRead(wire.near(), 16);
              Result written = side.write(wire.near(), "up");
              Result arrived = side.read(wire.far(), 16);
              wire.send("down");
              return List.of(written, arrived, reader.result());
            });
    assertThat(results).containsExactly(Result.of(2), Result.bytes("up"), Result.bytes("down"));
  }

  @Contract
  void read_severalWaiters_eachGetsOneMessage(Case setting) {
    List<Result> results =
        setting.sameAsPlain(
            side -> {
              Wire wire = side.open(setting.kind());
              List<Task<Result>> readers = new ArrayList<>();
              for (int i = 0; i < 4; i++) {
                Task<Result> reader = side.startBlockedRead(wire.near(), 1);
                readers.add(reader);
              }
              for (int i = 0; i < 4; i++) {
                wire.send("x");
              }
              return readers.stream().map(Task::result).toList();
            });
    assertThat(results).hasSize(4).containsOnly(Result.bytes("x"));
  }

  @Contract
  void read_dupedDescriptors_shareTheData(Case setting) {
    List<Result> results =
        setting.sameAsPlain(
            side -> {
              Wire wire = side.open(setting.kind());
              int twin = side.owned(side.libc().dup(wire.near()));
              Task<Result> one = side.startRead(wire.near(), 1);
              Task<Result> other = side.startRead(twin, 1);
              side.awaitBlocked(one, wire.near());
              side.awaitBlocked(other, twin);
              wire.send("x");
              wire.send("x");
              return List.of(one.result(), other.result());
            });
    assertThat(results).containsOnly(Result.bytes("x"));
  }
}
