/// The relationships of a part: by id, of what type and to which other part.
struct Relationships {
    struct Relationship {
        /// The last component of the type's address, equal in transitional and strict files: `worksheet`, `styles` …
        var type: String
        /// Name of the target in the archive.
        var target: String
    }

    private(set) var byID: [String: Relationship] = [:]

    /// The first relationship of a type.
    func first(_ type: String) -> Relationship? {
        byID.sorted { $0.key < $1.key }.first { $0.value.type == type }?.value
    }

    /// Reads the relationships of a part, or of the archive for an empty name; `nil` when it has none.
    init?(of part: String, in archive: ZipArchive) throws(SpreadsheetFault) {
        let folder = part.split(separator: "/").dropLast().joined(separator: "/")
        let name = part.split(separator: "/").last.map(String.init) ?? ""
        let own = (folder.isEmpty ? "" : folder + "/") + "_rels/\(name).rels"
        guard let entry = try archive.open(own) else { return nil }
        let found = Box<[String: Relationship]>([:])
        let events = XMLElements(place: SpreadsheetFault(.damagedXML, file: archive.name)) { name, attributes, _ in
            guard name == "Relationship", let id = attributes.value("Id"), let type = attributes.value("Type"),
                let target = attributes.value("Target"), attributes.value("TargetMode") != "External"
            else { return nil }
            found.value[id] = Relationship(
                type: type.split(separator: "/").last.map(String.init) ?? type,
                target: Self.resolve(target, in: folder))
            return found.value.count > 65_536 ? .badStructure : nil
        }
        try XMLReader(entry, events: events).readAll()
        byID = found.value
    }

    /// A target as it is written, relative to the part's folder or from the archive's root, as a name in the archive.
    private static func resolve(_ target: String, in folder: String) -> String {
        let path = target.replacing("\\", with: "/")
        var components = path.hasPrefix("/") ? [] : folder.split(separator: "/").map(String.init)
        for component in path.split(separator: "/") where component != "." {
            if component == ".." { _ = components.popLast() } else { components.append(String(component)) }
        }
        return components.joined(separator: "/")
    }
}

/// A value that a closure fills.
final class Box<Value> {
    var value: Value

    init(_ value: Value) { self.value = value }
}
