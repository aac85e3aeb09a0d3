package io.sealpost.sabotage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * What surefire's XML says of the tests that ran. A build that stops before its tests leaves none,
 * so a compile error is never taken for a red test.
 *
 * @param green methods, as {@code TestClass#method}, of which every run passed
 * @param red methods, or whole classes as {@code TestClass#}, of which one did not
 * @param skipped methods that need what is not on this machine
 */
record Report(Set<String> green, Set<String> red, Set<String> skipped) {
    private static final List<String> FAULTS = List.of("failure", "error");

    /** Reads every report in a folder, which may be missing. */
    static Report read(Path folder) throws IOException {
        Report report = new Report(new HashSet<>(), new HashSet<>(), new HashSet<>());
        if (Files.isDirectory(folder)) {
            try (Stream<Path> files = Files.list(folder)) {
                for (Path file : files.filter(Report::isReport).toList()) {
                    report.add(file);
                }
            }
        }
        report.green.removeAll(report.red);
        return report;
    }

    /** Whether the test ran and failed, or its class did before it. */
    boolean isRed(Mutation mutation) {
        return red.contains(mutation.test()) || red.contains(mutation.testClass() + "#");
    }

    private void add(Path file) throws IOException {
        NodeList cases = parse(file).getElementsByTagName("testcase");
        for (int i = 0; i < cases.getLength(); i++) {
            Element test = (Element) cases.item(i);
            if (FAULTS.stream().anyMatch(fault -> has(test, fault))) {
                red.add(name(test));
            } else {
                (has(test, "skipped") ? skipped : green).add(name(test));
            }
        }
    }

    private static boolean has(Element test, String child) {
        return test.getElementsByTagName(child).getLength() > 0;
    }

    /** A run of a parameterised test has its arguments behind the method's name. */
    private static String name(Element test) {
        String type = test.getAttribute("classname").replaceFirst("^.*[.$]", "");
        return type + "#" + test.getAttribute("name").replaceFirst("\\W.*$", "");
    }

    private static boolean isReport(Path file) {
        String name = file.getFileName().toString();
        return name.startsWith("TEST-") && name.endsWith(".xml");
    }

    private static Element parse(Path file) throws IOException {
        try {
            return DocumentBuilderFactory.newDefaultInstance()
                    .newDocumentBuilder()
                    .parse(file.toFile())
                    .getDocumentElement();
        } catch (ParserConfigurationException | SAXException e) {
            throw new IOException("no report: " + file, e);
        }
    }
}
