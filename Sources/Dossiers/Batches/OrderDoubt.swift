/// Why it is not certain in which order the files of a batch were scanned.
public struct OrderDoubt: Hashable, Sendable {
    /// The file at which it shows, as written.
    public var file: String
    /// In English, without personal data.
    public var detail: String

    /// What is known of a file.
    public struct File: Hashable, Sendable {
        /// In NFC.
        public var name: String
        /// When it was written, in seconds since 1970; `nil` when that is not known.
        public var writtenAt: Int?

        public init(name: String, writtenAt: Int? = nil) {
            self.name = name
            self.writtenAt = writtenAt
        }
    }

    /// Seconds by which one file has to be older than another: file systems and copies are not more exact.
    private static let clockTolerance = 2

    /// The first doubt about an order; `nil` when names and times agree.
    /// - Parameters:
    ///   - files: in the order used.
    ///   - listed: for each component the places of its files in the order in which a manifest lists them; what a
    ///     manifest lists needs no counter.
    public static func first(in files: [File], listed: [[Int]] = []) -> OrderDoubt? {
        if let place = listed.lazy.compactMap(firstDescent).first {
            return OrderDoubt(file: files[place].name, detail: "the manifest lists it after files with later names")
        }
        return (listed.isEmpty ? doubtfulName(files.map(\.name)) : nil) ?? doubtfulTime(files)
    }

    private static func firstDescent(in places: [Int]) -> Int? {
        zip(places, places.dropFirst()).first { $1 < $0 }?.1
    }

    // MARK: Times

    private static func doubtfulTime(_ files: [File]) -> OrderDoubt? {
        var latest: Int?
        for file in files {
            guard let time = file.writtenAt else { continue }
            if let latest, time < latest - clockTolerance {
                return OrderDoubt(file: file.name, detail: "written before files that stand before it")
            }
            latest = max(latest ?? time, time)
        }
        return nil
    }

    // MARK: Names

    private static func doubtfulName(_ names: [String]) -> OrderDoubt? {
        let parsed = names.map { (name: $0, tokens: NameParts($0).tokens) }
        guard let name = doubtful(parsed[...], from: 0) else { return nil }
        return OrderDoubt(file: name, detail: "the names of the batch show more than one counter")
    }

    private typealias Name = (name: String, tokens: [ArraySlice<UInt8>])

    /// - Returns: the first name of a second counter among names that are the same up to a token.
    private static func doubtful(_ names: ArraySlice<Name>, from index: Int) -> String? {
        // One without a number may be the first of a row: "Scan", "Scan (2)".
        var names = names.filter { index < $0.tokens.count }
        guard names.count > 1, let first = names.first else { return nil }
        if index.isMultiple(of: 2) {
            let bare = names.filter { $0.tokens.count == index + 1 }
            if bare.count == 1, let alone = bare.first,
                names.allSatisfy({ $0.tokens[index].starts(with: alone.tokens[index]) })
            {
                names.removeAll { $0.name == alone.name }
            }
            let rows = Dictionary(grouping: names, by: { Array($0.tokens[index]) })
            guard rows.count > 1 else { return doubtful(names[...], from: index + 1) }
            let counted = rows.values.filter { $0.contains { $0.tokens.count > index + 1 } }
            guard counted.count > 1, counted.contains(where: { $0.count > 1 }) else { return nil }
            return names.first { $0.tokens[index] != first.tokens[index] }?.name
        }
        // The same number again: what follows decides, or only zeros tell them apart.
        for row in Dictionary(grouping: names, by: { Array($0.tokens[index]) }).values where row.count > 1 {
            if row.contains(where: { $0.tokens == row[0].tokens && $0.name != row[0].name }) { return row[1].name }
            if let name = doubtful(row[...], from: index + 1) { return name }
        }
        return nil
    }
}
