/** Style sheets come as text: a shadow root adopts them. */
declare module '*.css?inline' {
  const text: string
  export default text
}
