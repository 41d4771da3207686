import PostalChannel

/// By what parcels are found: their tracking numbers and cases. They are stored sorted and many at a time, so that those
/// of a million parcels, in whatever order they come, are not a million places in the file.
struct ParcelKeys {
    private struct Key {
        var text: String
        var version: Int
    }

    private static let full = 1 << 18
    private var keys: [Key] = []

    var isFull: Bool { keys.count >= Self.full }

    mutating func add(_ parcel: Parcel, version: Int) {
        if !parcel.tracking.isEmpty { keys.append(Key(text: parcel.tracking, version: version)) }
        for (place, code) in parcel.cases.enumerated()
        where code.rawValue != parcel.tracking && !parcel.cases[..<place].contains(code) {
            keys.append(Key(text: code.rawValue, version: version))
        }
    }

    mutating func flush(to sql: any SQLSession) throws {
        let insertion = "INSERT INTO parcel_keys (key, version) VALUES (?, ?)"
        keys.sort { $0.text < $1.text }
        var batch = SQLBatch(columns: 2)
        for key in keys {
            batch.append(key.text)
            batch.append(key.version)
            try sql.flush(insertion, &batch, onlyWhenFull: true)
        }
        try sql.flush(insertion, &batch)
        keys.removeAll(keepingCapacity: true)
    }
}
