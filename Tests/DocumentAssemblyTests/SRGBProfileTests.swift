import Glibc
import Testing

@testable import DocumentAssembly

@Suite("The profile of the output intent")
struct SRGBProfileTests {
    @Test("Lines between its points miss the transfer function by a tenth of a step of 8 bits at most")
    func curve() {
        func light(_ value: Double) -> Double {
            value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4)
        }
        func value(_ light: Double) -> Double {
            light <= 0.0031308 ? light * 12.92 : 1.055 * pow(light, 1 / 2.4) - 0.055
        }
        let last = Double(SRGBProfile.points - 1)
        for step in 0...255 {
            let place = Double(step) / 255 * last
            let (below, above) = (place.rounded(.down), min(last, place.rounded(.down) + 1))
            let (a, b) = (light(below / last), light(above / last))
            let shown = value(a + (b - a) * (place - below))
            #expect(abs(shown * 255 - Double(step)) < 0.13, "\(step)")
        }
    }
}
