/// A number from 0 up, padded with zeros on the left to a minimum number of digits.
///
/// - Parameter radix: 2 to 36; digits above 9 are lower-case letters.
package func zeroPadded(_ number: some BinaryInteger, _ width: Int, radix: Int = 10) -> String {
  let digits = String(number, radix: radix)
  return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
}
