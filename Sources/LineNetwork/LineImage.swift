/// The picture of a line of print, scaled to the height that a model reads, 8-bit gray, 0 is black.
public struct LineImage: Hashable, Sendable {
    /// Pixels across.
    public let width: Int
    /// Pixels down.
    public let height: Int
    /// Row by row from the top, `width * height` values.
    public let pixels: [UInt8]

    /// Widest picture that is read; longer lines are none.
    public static let widest = 20_000

    /// `nil` unless there are as many pixels as both sizes say and the width is at most ``widest``.
    public init?(width: Int, height: Int, pixels: [UInt8]) {
        guard (0...Self.widest).contains(width), (1...1000).contains(height), pixels.count == width * height else {
            return nil
        }
        self.width = width
        self.height = height
        self.pixels = pixels
    }
}
