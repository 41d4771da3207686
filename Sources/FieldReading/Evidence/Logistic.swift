#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif

extension Evidence {
    static func logarithm(_ value: Double) -> Double { log(value) }
}

/// The logistic function and its inverse.
public enum Logistic {
    /// 0 to 1.
    public static func probability(_ logit: Double) -> Double { 1 / (1 + exp(-logit)) }

    static func exponential(_ value: Double) -> Double { exp(value) }

    /// Of a probability between 0 and 1, both left out.
    public static func logit(_ probability: Double) -> Double {
        let bounded = min(max(probability, 1e-6), 1 - 1e-6)
        return log(bounded / (1 - bounded))
    }
}
