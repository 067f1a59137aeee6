import { defineConfig, type Plugin } from 'vite'

/** Font files come as woff2 and as woff for browsers that are long gone: the second would double what is built. */
function onlyWoff2(): Plugin {
  return {
    name: 'only-woff2',
    enforce: 'pre',
    transform(code, id) {
      if (!id.includes('@fontsource') || !id.endsWith('.css')) return null
      return { code: code.replace(/, url\([^)]*\.woff\) format\('woff'\)/g, ''), map: null }
    },
  }
}

export default defineConfig({
  root: 'console',
  base: '/',
  oxc: { jsx: { runtime: 'automatic', importSource: 'react' } },
  plugins: [onlyWoff2()],
  css: { modules: { generateScopedName: '[local]-[hash:base64:5]' } },
  build: {
    outDir: '../dist/console',
    emptyOutDir: true,
    target: 'es2023',
    assetsInlineLimit: 0,
    reportCompressedSize: false,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      // React's marks for servers mean nothing in a bundle for browsers; everything else is worth reading.
      onLog: (level, log, handle) => log.code !== 'MODULE_LEVEL_DIRECTIVE' && handle(level, log),
    },
  },
})
