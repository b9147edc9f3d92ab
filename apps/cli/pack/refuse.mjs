// npm would pack the source, which depends on packages that are on no registry.
process.stderr.write('the command line is packed by: npm run pack\n');
process.exitCode = 1;
