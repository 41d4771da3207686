/// Something on a page that is no print: what an office or a person put on the paper.
public struct PaperMark: Hashable, Sendable, Codable {
    /// What a mark is.
    public enum Kind: String, Sendable, Codable, CaseIterable {
        /// The round seal of an office.
        case seal
        /// The framed stamp that an office puts on a paper when it arrives.
        case receivedStamp
        /// A signature.
        case signature
    }

    public var kind: Kind
    /// Where it stands on the upright page.
    public var box: PixelBox
    /// How sure it is that this is such a mark, 0 to 100; see ``isSure``.
    public var confidence: Double

    public init(kind: Kind, box: PixelBox, confidence: Double) {
        self.kind = kind
        self.box = box
        self.confidence = confidence
    }

    /// Whether a clerk need not look.
    public var isSure: Bool { confidence >= Self.minSure }

    /// Marks from this confidence on are sure.
    public static let minSure = 80.0
}

/// Whether a page bears a mark, as far as can be told.
public enum MarkPresence: String, Hashable, Sendable, Codable {
    case yes
    case no
    /// Something is there that may be one, or nobody has looked.
    case unsure
}

extension PageReading {
    /// Whether the page bears a mark of a kind.
    public func presence(of kind: PaperMark.Kind) -> MarkPresence {
        marks?.presence(of: kind) ?? (isBlank ? .no : .unsure)
    }
}

extension [PaperMark] {
    /// Whether a mark of a kind is among them.
    ///
    /// - Parameter region: where its middle has to be, on the upright page; `nil` for anywhere. Two people who sign side
    ///   by side are told apart by this.
    public func presence(of kind: PaperMark.Kind, in region: PixelBox? = nil) -> MarkPresence {
        let found = filter { mark in
            mark.kind == kind && region.map { $0.holds(x: mark.box.midX, y: mark.box.midY) } ?? true
        }
        if found.contains(where: \.isSure) { return .yes }
        return found.isEmpty ? .no : .unsure
    }
}

extension PixelBox {
    fileprivate func holds(x: Double, y: Double) -> Bool {
        x >= Double(self.x) && x < Double(maxX) && y >= Double(self.y) && y < Double(maxY)
    }
}
