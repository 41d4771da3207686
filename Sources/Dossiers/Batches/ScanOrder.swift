/// The order in which the files of a batch were scanned, by their names: byte order of the NFC form, with numbers
/// compared as numbers, so that `Scan 2` stands before `Scan 10`.
///
/// The ending counts last: `Scan.jpg` is the first of `Scan.jpg`, `Scan (2).jpg`, `Scan (3).jpg`.
public enum ScanOrder {
    /// Whether a file stands before another.
    /// - Parameters:
    ///   - a: a name in NFC.
    ///   - b: another one.
    public static func precedes(_ a: String, _ b: String) -> Bool {
        let (left, right) = (NameParts(a), NameParts(b))
        for (x, y) in [(left.stem, right.stem), (left.ending, right.ending)] {
            switch compare(x, y) {
            case 0: continue
            case let order: return order < 0
            }
        }
        // The same but for leading zeros.
        return a.utf8.lexicographicallyPrecedes(b.utf8)
    }

    /// Less than 0 when `a` stands before `b`, 0 when they are the same but for leading zeros.
    private static func compare(_ a: ArraySlice<UInt8>, _ b: ArraySlice<UInt8>) -> Int {
        var (a, b) = (a, b)
        while let x = a.first, let y = b.first {
            if isDigit(x), isDigit(y) {
                let order = compareNumbers(a.prefix(while: isDigit), b.prefix(while: isDigit))
                if order != 0 { return order }
                (a, b) = (a.drop(while: isDigit), b.drop(while: isDigit))
            } else {
                if x != y { return x < y ? -1 : 1 }
                (a, b) = (a.dropFirst(), b.dropFirst())
            }
        }
        return a.count - b.count
    }

    /// Numbers of any length, digit by digit.
    private static func compareNumbers(_ a: ArraySlice<UInt8>, _ b: ArraySlice<UInt8>) -> Int {
        let (x, y) = (a.drop { $0 == zero }, b.drop { $0 == zero })
        if x.count != y.count { return x.count - y.count }
        return x.elementsEqual(y) ? 0 : x.lexicographicallyPrecedes(y) ? -1 : 1
    }

    private static let zero = UInt8(ascii: "0")

    static func isDigit(_ byte: UInt8) -> Bool { (zero...UInt8(ascii: "9")).contains(byte) }
}

/// A file's name without its ending, and the ending.
struct NameParts {
    var stem: ArraySlice<UInt8>
    var ending: ArraySlice<UInt8>

    init(_ name: String) {
        let bytes = Array(name.utf8)
        let dot = bytes.lastIndex(of: UInt8(ascii: ".")).flatMap { $0 > 0 ? $0 : nil } ?? bytes.endIndex
        (stem, ending) = (bytes[..<dot], bytes[dot...])
    }

    /// Text and numbers by turns, beginning with text, which may be empty; numbers without leading zeros.
    var tokens: [ArraySlice<UInt8>] {
        var tokens: [ArraySlice<UInt8>] = []
        var rest = stem
        while true {
            let text = rest.prefix { !ScanOrder.isDigit($0) }
            tokens.append(text)
            rest = rest[text.endIndex...]
            guard !rest.isEmpty else { return tokens }
            let number = rest.prefix(while: ScanOrder.isDigit)
            tokens.append(number.drop { $0 == UInt8(ascii: "0") })
            rest = rest[number.endIndex...]
        }
    }
}

/// How the files of a batch were ordered, for who has to check it.
public struct FileOrder: Hashable, Sendable, Codable {
    /// The raw values are stable: receipts use them.
    public enum Rule: String, Hashable, Sendable, Codable, CaseIterable {
        /// By names, numbers compared as numbers.
        case namesWithNumbers = "names_numbers_as_numbers"
        /// By the bytes of the names, as earlier versions did.
        case nameBytes = "names_bytes"
    }

    public var rule: Rule
    /// The names in the order used, where that is another one than that of their bytes.
    public var files: [String]?

    /// - Parameter names: in the order in which the files were taken, NFC.
    public init(of names: [String]) {
        let isNatural = zip(names, names.dropFirst()).allSatisfy { !ScanOrder.precedes($1, $0) }
        let isByBytes = zip(names, names.dropFirst()).allSatisfy { !$1.utf8.lexicographicallyPrecedes($0.utf8) }
        rule = isNatural || !isByBytes ? .namesWithNumbers : .nameBytes
        files = isByBytes ? nil : names
    }
}
