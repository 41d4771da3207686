/// What is kept of a page's reading wherever the page goes: in its batch, beside its text, in a document, in an export.
/// One value, so that a property that is added to it is added everywhere.
public struct PageProperties: Hashable, Sendable {
    /// How the upright page is turned in the file.
    public var rotation: QuarterTurn
    /// Skew left on the upright page in degrees, clockwise.
    public var skew: Double
    /// Mean word confidence, 0 to 100; `nil` without words.
    public var confidence: Double?

    public init(rotation: QuarterTurn = .none, skew: Double = 0, confidence: Double? = nil) {
        self.rotation = rotation
        self.skew = skew
        self.confidence = confidence
    }
}

extension PageReading {
    /// What of it goes with the page.
    public var properties: PageProperties {
        PageProperties(rotation: rotation, skew: skew, confidence: text.confidence)
    }
}

/// A page that carries its ``PageProperties`` along.
public protocol PageWithProperties {
    var properties: PageProperties { get set }
}

extension PageWithProperties {
    /// How the upright page is turned in the file.
    public var rotation: QuarterTurn {
        get { properties.rotation }
        set { properties.rotation = newValue }
    }

    /// Skew left on the upright page in degrees, clockwise.
    public var skew: Double {
        get { properties.skew }
        set { properties.skew = newValue }
    }

    /// Mean word confidence, 0 to 100; `nil` without words.
    public var confidence: Double? {
        get { properties.confidence }
        set { properties.confidence = newValue }
    }
}
