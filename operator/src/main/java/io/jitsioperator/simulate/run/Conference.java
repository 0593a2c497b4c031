package io.jitsioperator.simulate.run;

import io.jitsioperator.simulate.Seats;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A conference, and how many of its people are on which bridges. */
final class Conference {

  final int number;

  private Bridge[] bridges = new Bridge[1];
  private int[] people = new int[1];
  private long[] shares = new long[1];
  private int size;
  private int seated;

  /** People who want to be in it and are on no bridge. */
  int waiting;

  /** How many have come and gone; what chance is asked with. */
  int changes;

  Conference(int number) {
    this.number = number;
  }

  /** On any bridge. */
  int seated() {
    return seated;
  }

  int bridges() {
    return size;
  }

  Bridge bridge(int index) {
    return bridges[index];
  }

  int people(int index) {
    return people[index];
  }

  /** What it brings to that bridge, so far. */
  long share(int index) {
    return shares[index];
  }

  void share(int index, long share) {
    shares[index] = share;
  }

  /** Where it is; -1 if it is not there. */
  int index(Bridge bridge) {
    for (int i = 0; i < size; i++) {
      if (bridges[i] == bridge) {
        return i;
      }
    }
    return -1;
  }

  /** So many more on that bridge. */
  void add(Bridge bridge, int more) {
    int index = index(bridge);
    if (index < 0) {
      index = size++;
      if (index == bridges.length) {
        bridges = Arrays.copyOf(bridges, 2 * index);
        people = Arrays.copyOf(people, 2 * index);
        shares = Arrays.copyOf(shares, 2 * index);
      }
      bridges[index] = bridge;
      people[index] = 0;
      shares[index] = 0;
      bridge.conferences++;
    }
    people[index] += more;
    seated += more;
    bridge.people += more;
  }

  /** So many fewer there; of those that are. What it brought there must be set to 0 before. */
  void remove(int index, int fewer) {
    people[index] -= fewer;
    seated -= fewer;
    bridges[index].people -= fewer;
    if (people[index] == 0) {
      bridges[index].conferences--;
      size--;
      System.arraycopy(bridges, index + 1, bridges, index, size - index);
      System.arraycopy(people, index + 1, people, index, size - index);
      System.arraycopy(shares, index + 1, shares, index, size - index);
    }
  }

  /** Where the person with that number sits. */
  int indexOf(int person) {
    int index = 0;
    int left = person;
    while (left >= people[index]) {
      left -= people[index++];
    }
    return index;
  }

  /** As Jicofo knows them. */
  List<Seats> seats() {
    if (size <= 1) {
      return size == 0 ? List.of() : List.of(new Seats(bridges[0].name, people[0]));
    }
    var seats = new ArrayList<Seats>(size);
    for (int i = 0; i < size; i++) {
      seats.add(new Seats(bridges[i].name, people[i]));
    }
    return seats;
  }
}
