import Testing

@testable import Signatures

@Suite struct PlainXMLTests {
    @Test(arguments: [
        ("<a/>", true),
        ("<?xpacket begin=\"\u{FEFF}\" id=\"1\"?>\n<a b='1'>&amp;<c/></a>\n<?xpacket end=\"w\"?>", true),
        ("<x:a xmlns:x=\"adobe:ns:meta/\"><x:b x:c=\"1\"/></x:a>", true), ("<a><!-- so - so --></a>", true),
        ("", false), ("a", false), ("<a>", false), ("<a></b>", false), ("<a/><b/>", false), ("<a", false),
        ("<a b=1/>", false), ("<a b=\"1\" b=\"2\"/>", false), ("<a b=\"<\"/>", false), ("<a>&x;</a>", false),
        ("<x:a/>", false), ("<x:a xmlns:x=\"2ttp://a/\"/>", false), ("<x:a xmlns:x=\"\"/>", false),
        ("<a>\u{1}</a>", false), ("<!DOCTYPE a []><a/>", false), ("<a><!-- -- --></a>", false),
        ("<a><![CDATA[x]]></a>", false), ("<?xpacket id\u{1E}=\"1\"?><a/>", false), ("<a/>&amp;", false),
    ])
    func shape(text: String, isPlain: Bool) {
        #expect(PlainXML.isPlain(Array(text.utf8)) == isPlain)
    }

    @Test func bytesThatAreNoText() {
        #expect(!PlainXML.isPlain(Array("<a>".utf8) + [0xFF] + Array("</a>".utf8)))
    }

    @Test func longText() {
        #expect(PlainXML.isPlain(Array("<a>".utf8) + [UInt8](repeating: 0x20, count: 300_000) + Array("</a>".utf8)))
    }
}
