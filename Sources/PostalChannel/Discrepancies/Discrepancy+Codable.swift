extension Discrepancy: Codable {
    private enum Keys: String, CodingKey {
        case id, code, subject, events
    }

    /// Reads a difference with its events; the state follows from them.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Keys.self)
        let stored = try Discrepancy(
            id: container.decode(DiscrepancyID.self, forKey: .id), code: container.decode(String.self, forKey: .code),
            subject: container.decode(DiscrepancySubject.self, forKey: .subject),
            stored: container.decode([DiscrepancyEvent].self, forKey: .events))
        guard let stored else {
            throw DecodingError.dataCorruptedError(
                forKey: .events, in: container, debugDescription: "no event opens the break")
        }
        self = stored
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Keys.self)
        try container.encode(id, forKey: .id)
        try container.encode(code, forKey: .code)
        try container.encode(subject, forKey: .subject)
        try container.encode(events, forKey: .events)
    }
}
