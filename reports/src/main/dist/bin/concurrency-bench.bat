@echo off
rem Measures and reports from this folder, without Maven. Needs a JDK of 21 or newer; JAVA_HOME chooses it.
setlocal
set "java=java"
if defined JAVA_HOME set "java=%JAVA_HOME%\bin\java"
"%java%" -XX:+IgnoreUnrecognizedVMOptions --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow -cp "%~dp0..\lib\*" org.concurrencybench.reports.cli.Main %*
exit /b %ERRORLEVEL%
