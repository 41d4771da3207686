import Dossiers
import Foundation
import Testing

@Suite("A key that stands twice in one object")
struct RepeatedKeyTests {
    @Test(
        "Texts without one",
        arguments: [
            "{}", "[]", "[{\"a\":1},{\"a\":2}]", "{\"a\":{\"a\":1},\"b\":[{\"a\":1}]}", "{\"a\":\"a\",\"b\":\"a\"}",
            #"{"a":"\"a\":1","b":"{\"b\":"}"#, "{\"a\" : [\"a\", \"a\"], \"A\": 1}",
        ])
    func none(_ json: String) { #expect(RepeatedKey.first(in: Data(json.utf8)) == nil) }

    @Test(
        "Texts with one",
        arguments: [
            ("{\"a\":1,\n\"a\":2}", "a", 2, nil), ("[{\"x\":1},\n{\"case\":1,\"case\":1}]", "case", 2, 1),
            (#"{"case":1,"\u0063ase":2}"#, "case", 1, nil), ("[{\"b\":[{\"c\":1,\"d\":2,\"c\" \n : 3}]}]", "c", 1, 0),
        ] as [(String, String, Int, Int?)])
    func found(_ json: String, _ key: String, _ line: Int, _ element: Int?) {
        #expect(
            RepeatedKey.first(in: Data(json.utf8)).map { [$0.key, "\($0.line)", "\($0.element ?? -1)"] }
                == [key, "\(line)", "\(element ?? -1)"])
    }

    @Test("A register and a manifest with one are refused with the place")
    func refused() throws {
        let register = "[\n{\"case\": \"a\",\n \"case\": \"b\"}]"
        let fault = #expect(throws: CaseRegisterFault.self) { try CaseRegister.parse(json: Data(register.utf8)) }
        #expect(fault?.code == .repeatedKey && fault?.line == 3 && fault?.vietnamese.hasPrefix("Dòng 3: ") == true)
        let manifest = "{\"items\": [], \"items\": [{\"case\": \"a\", \"component\": \"b\", \"files\": []}]}"
        #expect(throws: (any Error).self) { try BatchManifest(json: Data(manifest.utf8)) }
    }
}
