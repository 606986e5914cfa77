package dev.holdline.gate;

/** A read by bytes whose next call can be made to bring no more than a certain number of them. */
public interface Divisible extends Continuable {
  /** Makes the next call bring at most so many bytes, at least 1; it holds for that call alone. */
  void limit(long most);
}
